import { policyDocument, type PolicyStatement } from '@restartix/core';

// Characters without white space (AWS IAM).
export const MAX_MANAGED_POLICY = 6144;

/** Most managed policies of a role, which AWS gives to who asks; 10 without. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_POLICIES = 20;

/**
 * Statements in as few policies as hold them, each within IAM's limit, in their order. One that is longer than a policy is in
 * several, each with a part of its resources.
 */
export function inPolicies(statements: readonly PolicyStatement[]): PolicyStatement[][] {
  const policies: PolicyStatement[][] = [];
  for (const statement of statements.flatMap(inParts)) {
    const last = policies.at(-1);
    if (last && sizeOf([...last, statement]) <= MAX_MANAGED_POLICY) last.push(statement);
    else policies.push([statement]);
  }
  return policies;
}

function inParts(statement: PolicyStatement): PolicyStatement[] {
  const { resources = [] } = statement;
  if (sizeOf([statement]) <= MAX_MANAGED_POLICY || resources.length < 2) return [statement];
  const half = Math.ceil(resources.length / 2);
  return [resources.slice(0, half), resources.slice(half)].flatMap((part) =>
    inParts({ ...statement, resources: part }),
  );
}

/** Tokens count with what they may become: an account id, an ARN of some length. */
export function sizeOf(statements: readonly PolicyStatement[]): number {
  return policyDocument(statements).replace(/\$\{TfToken\[[^\]]*\]\}/g, 'x'.repeat(60)).length;
}
