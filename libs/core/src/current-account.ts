import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { TerraformStack } from 'cdktf';

/** The account of the provider's credentials, for a stack whose config does not name it. */
export function currentAccountId(stack: TerraformStack): string {
  const id = 'current-account';
  const existing = stack.node.tryFindChild(id) as DataAwsCallerIdentity | undefined;
  return (existing ?? new DataAwsCallerIdentity(stack, id)).accountId;
}
