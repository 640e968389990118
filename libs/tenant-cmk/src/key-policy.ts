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
  const { tenant, breakGlassRoleArn } = config;
  const principals = rootOf(context);
  return [
    {
      // KMS refuses a policy that nobody can change.
      sid: 'AllowAdministrationByIam',
      actions: ADMINISTER_KEY.filter((action) => !RETIRE.includes(action)),
      resources: THIS_KEY,
      principals,
    },
    {
      sid: 'AllowRetirementByBreakGlass',
      actions: RETIRE,
      resources: THIS_KEY,
      principals,
      conditions: { ArnEquals: { 'aws:PrincipalArn': breakGlassRole(context, breakGlassRoleArn) } },
    },
    {
      sid: 'AllowTenantSessions',
      actions: USE,
      resources: THIS_KEY,
      principals,
      conditions: { StringEquals: { ...ofTenant(tenant), [`kms:EncryptionContext:${TENANT_CONTEXT}`]: tenant } },
    },
    ...forBuckets(context, config),
  ];
}

/** With a bucket key, S3's encryption context is the bucket's ARN, and no name of the caller's is in it. */
function forBuckets(context: ModuleContext, config: TenantCmkConfig): PolicyStatement[] {
  const { partition, region } = context;
  const { tenant, bucketNames = [], tenantAccountId } = config;
  if (bucketNames.length === 0) return [];
  const byS3 = {
    'kms:ViaService': `s3.${region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': bucketNames.map((name) => `arn:${partition}:s3:::${name}`),
  };
  return [
    {
      sid: 'AllowTenantSessionsByS3',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: THIS_KEY,
      principals: rootOf(context),
      conditions: { StringEquals: { ...ofTenant(tenant), ...byS3 } },
    },
    ...(tenantAccountId === undefined
      ? []
      : [
          {
            sid: 'AllowTenantAccountByS3',
            actions: ['kms:Decrypt'],
            resources: THIS_KEY,
            principals: rootOf(context, tenantAccountId),
            conditions: { StringEquals: byS3 },
          },
        ]),
  ];
}

/** Whom IAM policies of an account let. */
function rootOf({ arn }: ModuleContext, account?: string): PolicyStatement['principals'] {
  return { AWS: [arn({ service: 'iam', region: '', account, resource: 'root' })] };
}
