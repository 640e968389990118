import { contextOf, type ModuleConfig, type PolicyStatement } from '@restartix/core';
import { SESSION_TENANT, tenantName } from '@restartix/core/tenants';
import type { Construct } from 'constructs';
import { DEFAULT_NAME, EXPORTS } from './tenant-s3-bucket.config';

/** Whose buckets the statements are about. */
export interface TenantBucketStatementsConfig extends ModuleConfig {
  /**
   * Last part of the buckets' names.
   * @default 'files'
   */
  readonly name?: string;
}

const READ = ['s3:GetObject', 's3:GetObjectVersion'];
const WRITE = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/**
 * Lets the sessions of the application's role read, write and delete the objects of the tenant that they are tagged with: the same
 * statements for one tenant and for a thousand.
 */
export function tenantBucketStatements(scope: Construct, config: TenantBucketStatementsConfig = {}): PolicyStatement[] {
  return statements(scope, config, (bucket) => [
    { sid: 'UseTenantObjects', actions: [...READ, ...WRITE, 's3:DeleteObject'], resources: [`${bucket}/*`] },
  ]);
}

/** Lets the sessions of the exit tool's role read all objects of their tenant, and write below `exports/` alone. */
export function tenantExportStatements(scope: Construct, config: TenantBucketStatementsConfig = {}): PolicyStatement[] {
  return statements(scope, config, (bucket) => [
    { sid: 'ReadTenantObjects', actions: READ, resources: [`${bucket}/*`] },
    { sid: 'WriteExports', actions: WRITE, resources: [`${bucket}/${EXPORTS}*`] },
  ]);
}

function statements(
  scope: Construct,
  config: TenantBucketStatementsConfig,
  objects: (bucket: string) => PolicyStatement[],
): PolicyStatement[] {
  const context = contextOf(scope, 'tenant-s3-bucket', scope.node.id, config);
  const bucket = `arn:${context.partition}:s3:::${tenantName(context, SESSION_TENANT, config.name ?? DEFAULT_NAME)}`;
  // Somebody else may have taken the name of a bucket that does not exist yet.
  const conditions = { StringEquals: { 'aws:ResourceAccount': context.accountId } };
  return [
    ...objects(bucket).map((statement) => ({ ...statement, conditions })),
    { sid: 'ListTenantObjects', actions: ['s3:ListBucket'], resources: [bucket], conditions },
    {
      sid: 'UseKeyOfTenantObjects',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [context.arn({ service: 'kms', resource: 'key/*' })],
      conditions: {
        StringEquals: {
          'aws:ResourceTag/Environment': context.env,
          'kms:ViaService': `s3.${context.region}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': bucket,
        },
      },
    },
  ];
}
