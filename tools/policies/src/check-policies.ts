import type { PlanSummary, PolicyFinding } from '@restartix/plan-report';
import { EXCEPTIONS, type Exception } from './exceptions';
import { POLICIES } from './policies';
import type { Policy, Severity } from './policy';

const SEVERITIES: readonly Severity[] = ['error', 'warning'];

interface Given {
  readonly policies?: readonly Policy[];
  readonly exceptions?: readonly Exception[];
  readonly today?: string;
}

/** What the policies say of a plan, errors first. A policy that fails is an error: it might have found one. */
export function checkPolicies(plan: PlanSummary, given: Given = {}): PolicyFinding[] {
  const { policies = POLICIES, exceptions = EXCEPTIONS, today = new Date().toJSON().slice(0, 10) } = given;
  const isExcepted = ({ policy, address }: PolicyFinding): boolean =>
    exceptions.some((each) => each.policy === policy && each.address === address && each.until >= today);
  const found = policies.flatMap((policy) => findingsOf(policy, plan)).filter((finding) => !isExcepted(finding));
  return SEVERITIES.flatMap((severity) => found.filter((each) => each.severity === severity));
}

function findingsOf({ name, check }: Policy, plan: PlanSummary): PolicyFinding[] {
  try {
    return check(plan).map(({ severity, message, address }) => {
      if (!SEVERITIES.includes(severity) || typeof message !== 'string' || message.trim() === '')
        throw new Error(`its finding needs a severity (${SEVERITIES.join(', ')}) and a message`);
      return { policy: name, severity, message, ...(address === undefined ? {} : { address }) };
    });
  } catch (error) {
    const message = `the policy itself failed: ${(error as Error).message}. Fix tools/policies; nothing is deployed without it.`;
    return [{ policy: name, severity: 'error', message }];
  }
}
