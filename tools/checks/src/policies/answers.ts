import type { EnvName } from '../environments';
import type { Account, Policy } from './account';
import type { PipelineRole, Step } from './attacks';
import { EVERYTHING, isAllowed } from './simulate';

/** Whether AWS answers a step of an attack. */
export function answers(
  account: Account,
  env: EnvName,
  by: PipelineRole,
  { as, action, resource, context, granted }: Step,
): Promise<boolean> {
  const role = `${env}_roles_${by}_role`;
  const caller = as
    ? {
        principal: `arn:aws:iam::123456789012:role/restartix-${env}-evil`,
        boundary: account.boundary(`${env}_roles_boundary`),
        identityPolicies: [{ name: 'all', policy: EVERYTHING }],
      }
    : { principal: account.arn('aws_iam_role', role), identityPolicies: account.identityPolicies(role) };
  const resourcePolicy = granted ? opened(caller.principal) : undefined;
  return isAllowed({ ...caller, action, resource, resourcePolicy, context });
}

/** A bucket's policy that its author opened to itself. */
function opened(principal: string): Policy {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 's3:*', Resource: '*' }],
  };
}
