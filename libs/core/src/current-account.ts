import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { TerraformStack } from 'cdktf';
import { isKnown, type ReportProblem } from './config-error';

/** The account of the provider's credentials, of which an EnvStack's `accountId` allows one alone. */
export function currentAccountId(stack: TerraformStack): string {
  const id = 'current-account';
  const existing = stack.node.tryFindChild(id) as DataAwsCallerIdentity | undefined;
  return (existing ?? new DataAwsCallerIdentity(stack, id)).accountId;
}

/** Reports what is no account id. A number has lost its leading zeros. */
export function checkAccountId(value: unknown, problem: ReportProblem): void {
  if (!isKnown(value) || (typeof value === 'string' && /^\d{12}$/.test(value))) return;
  problem({ property: 'accountId', value, allowed: "12 digits in quotes, e.g. '123456789012'", fix: 'Correct it.' });
}
