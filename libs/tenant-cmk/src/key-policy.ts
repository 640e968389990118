import { ADMINISTER_KEY, THIS_KEY, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { TENANT_CONTEXT, breakGlassRole, ofTenant } from '@restartix/core/tenants';
import type { TenantCmkConfig } from './tenant-cmk.config';

/** What a session needs to encrypt and decrypt. */
export const USE: readonly string[] = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*'];

/** What ends the use of a key. */
const RETIRE: readonly string[] = ['kms:DisableKey', 'kms:ScheduleKeyDeletion'];

/**
 * Who may do what with a tenant's key. Nobody has a right on a key that its policy does not give, whatever IAM says, and no
 * statement here gives one to grant others. The roles are named in conditions, for KMS refuses a principal that does not exist yet.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function keyPolicy(context: ModuleContext, config: TenantCmkConfig): PolicyStatement[] {
  const { partition, accountId } = context;
  const { tenant, breakGlassRoleArn } = config;
  const account = { AWS: [`arn:${partition}:iam::${accountId}:root`] };
  return [
    {
      // KMS refuses a policy that nobody can change.
      sid: 'AllowAdministrationByIam',
      actions: ADMINISTER_KEY.filter((action) => !RETIRE.includes(action)),
      resources: THIS_KEY,
      principals: account,
    },
    {
      sid: 'AllowRetirementByBreakGlass',
      actions: RETIRE,
      resources: THIS_KEY,
      principals: account,
      conditions: { ArnEquals: { 'aws:PrincipalArn': breakGlassRole(context, breakGlassRoleArn) } },
    },
    {
      sid: 'AllowTenantSessions',
      actions: USE,
      resources: THIS_KEY,
      principals: account,
      conditions: { StringEquals: { ...ofTenant(tenant), [`kms:EncryptionContext:${TENANT_CONTEXT}`]: tenant } },
    },
    ...forBuckets(context, config),
  ];
}

/** With a bucket key, S3's encryption context is the bucket's ARN, and no name of the caller's is in it. */
function forBuckets(context: ModuleContext, config: TenantCmkConfig): PolicyStatement[] {
  const { partition, accountId, region } = context;
  const { tenant, bucketNames = [], tenantAccountId } = config;
  if (bucketNames.length === 0) return [];
  const byS3 = {
    'kms:ViaService': `s3.${region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': bucketNames.map((name) => `arn:${partition}:s3:::${name}`),
  };
  const account = (id: string) => ({ AWS: [`arn:${partition}:iam::${id}:root`] });
  return [
    {
      sid: 'AllowTenantSessionsByS3',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: THIS_KEY,
      principals: account(accountId),
      conditions: { StringEquals: { ...ofTenant(tenant), ...byS3 } },
    },
    ...(tenantAccountId === undefined
      ? []
      : [
          {
            sid: 'AllowTenantAccountByS3',
            actions: ['kms:Decrypt'],
            resources: THIS_KEY,
            principals: account(tenantAccountId),
            conditions: { StringEquals: byS3 },
          },
        ]),
  ];
}
