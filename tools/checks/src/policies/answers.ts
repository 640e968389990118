import type { EnvName } from '../environments';
import type { Account } from './account';
import type { PipelineRole, Step } from './attacks';
import { EVERYTHING, isAllowed } from './simulate';

/** Whether AWS answers a step of an attack. */
export function answers(
  account: Account,
  env: EnvName,
  by: PipelineRole,
  { as, action, resource, context }: Step,
): Promise<boolean> {
  const role = `${env}_roles_${by}_role`;
  const caller = as
    ? {
        principal: `arn:aws:iam::123456789012:role/restartix-${env}-evil`,
        boundary: account.boundary(`${env}_roles_boundary`),
        identityPolicies: [{ name: 'all', policy: EVERYTHING }],
      }
    : { principal: account.arn('aws_iam_role', role), identityPolicies: account.identityPolicies(role) };
  const owner = { 'aws:ResourceAccount': '123456789012' };
  return isAllowed({ ...caller, action, resource, context: { ...owner, ...context } });
}
