import { policyDocument, type PolicyStatement } from '@restartix/core';

// Characters without white space (AWS IAM).
export const MAX_MANAGED_POLICY = 6144;

/** Statements in as few policies as hold them, each within IAM's limit, in their order. */
export function inPolicies(statements: readonly PolicyStatement[]): PolicyStatement[][] {
  const policies: PolicyStatement[][] = [];
  for (const statement of statements) {
    const last = policies.at(-1);
    if (last && sizeOf([...last, statement]) <= MAX_MANAGED_POLICY) last.push(statement);
    else policies.push([statement]);
  }
  return policies;
}

/** Tokens count with what they may become: an account id, an ARN of some length. */
export function sizeOf(statements: readonly PolicyStatement[]): number {
  return policyDocument(statements).replace(/\$\{TfToken\[[^\]]*\]\}/g, 'x'.repeat(60)).length;
}
