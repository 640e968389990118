import type { ModuleContext, PolicyStatement } from '@restartix/core';

/** `read` plans without locking, `write` plans and applies. */
export type StateAccess = 'read' | 'write';

/** What a role needs to use one environment's state and nobody else's. */
export function statePolicy(
  context: ModuleContext,
  bucketArn: string,
  { env, access }: { env: string; access: StateAccess },
): PolicyStatement[] {
  const state = `${bucketArn}/${env}/terraform.tfstate`;
  const lock = `${state}.tflock`;
  const list: PolicyStatement = {
    sid: 'ListState',
    actions: ['s3:ListBucket'],
    resources: [bucketArn],
    conditions: {
      StringLike: { 's3:prefix': [`${env}/*`] },
      StringEquals: { 'aws:ResourceAccount': context.accountId },
    },
  };
  const read: PolicyStatement = { sid: 'ReadState', actions: ['s3:GetObject'], resources: [state] };
  // The lock is an object beside the state: taken by writing it, released by deleting it.
  const hold: PolicyStatement = {
    sid: 'HoldLock',
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    resources: [lock],
  };
  const write: PolicyStatement = { sid: 'WriteState', actions: ['s3:PutObject'], resources: [state] };
  return access === 'read' ? [list, read] : [list, read, hold, write];
}
