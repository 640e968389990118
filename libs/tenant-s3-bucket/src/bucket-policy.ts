import type { ModuleContext, PolicyConditions, PolicyStatement } from '@restartix/core';
import { TENANT_TAG, ofTenant } from '@restartix/core/tenants';
import { EXPORTS, type TenantS3BucketConfig } from './tenant-s3-bucket.config';

/** What keeps everybody out who does not act for the tenant, whatever IAM allows them. */
export function tenantStatements(
  { partition }: ModuleContext,
  config: TenantS3BucketConfig,
): (bucketArn: string) => PolicyStatement[] {
  const { tenant, tenantAccountId, retirement } = config;
  const deny = { effect: 'Deny', principals: '*' } as const;
  const withoutTenant: PolicyConditions = {
    Null: { [`aws:PrincipalTag/${TENANT_TAG}`]: 'true' },
    ...(tenantAccountId ? { StringNotEquals: { 'aws:PrincipalAccount': tenantAccountId } } : {}),
  };
  return (bucket) => [
    {
      sid: 'DenyOtherTenants',
      ...deny,
      actions: ['s3:*'],
      resources: [bucket, `${bucket}/*`],
      conditions: { Null: { [`aws:PrincipalTag/${TENANT_TAG}`]: 'false' }, StringNotEquals: ofTenant(tenant) },
    },
    {
      // Terraform manages the bucket, and reads and writes no object.
      sid: 'DenyObjectsWithoutTenant',
      ...deny,
      actions: ['s3:*'],
      resources: [`${bucket}/*`],
      conditions: withoutTenant,
    },
    ...(retirement === 'released'
      ? []
      : [{ sid: 'DenyDeletion', ...deny, actions: ['s3:DeleteBucket'], resources: [bucket] }]),
    ...(tenantAccountId ? forAccount(`arn:${partition}:iam::${tenantAccountId}:root`, bucket) : []),
  ];
}

function forAccount(account: string, bucket: string): PolicyStatement[] {
  const principals = { AWS: [account] };
  return [
    { sid: 'AllowTenantAccount', actions: ['s3:GetObject'], resources: [`${bucket}/${EXPORTS}*`], principals },
    {
      sid: 'AllowTenantAccountToList',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      principals,
      conditions: { StringLike: { 's3:prefix': `${EXPORTS}*` } },
    },
  ];
}
