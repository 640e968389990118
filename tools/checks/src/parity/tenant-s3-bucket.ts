import { TenantS3Bucket, type TenantS3BucketConfig } from '@restartix/tenant-s3-bucket';
import { parityOf } from './parity';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';

export const tenantS3Bucket = parityOf({
  module: 'tenant-s3-bucket',
  construct: TenantS3Bucket,
  base: { tenant: 'acme', kmsKeyId: KEY, portalOrigins: ['https://portal.acme.example'] } as TenantS3BucketConfig,
  // The specification says what they are for, and names neither inputs nor outputs.
  inputs: { 'a tenant row that holds the entitlement': { tenant: 'globex' } },
  outputs: { 'own_s3_bucket: the bucket': 'bucketName' },
  resources: [
    {
      spec: 'own_s3_bucket: bucket',
      type: 'aws_s3_bucket',
      count: 1,
      arguments: { bucket: 'restartix-staging-tenant-acme-files' },
    },
    {
      spec: 'own_s3_bucket: bucket policy',
      type: 'aws_s3_bucket_policy',
      count: 1,
      arguments: { policy: { Statement: [{ Sid: 'DenyOtherTenants', Effect: 'Deny' }] } },
    },
    {
      spec: 'own_s3_bucket: CORS',
      type: 'aws_s3_bucket_cors_configuration',
      count: 1,
      arguments: { cors_rule: [{ allowed_origins: ['https://portal.acme.example'] }] },
    },
    {
      spec: 'own_s3_bucket: IAM bindings',
      type: 'aws_iam_role_policy',
      count: 0,
      deviation:
        'Statements for one role whose sessions are tagged with the tenant (tenantBucketStatements): they do not grow with tenants.',
    },
    {
      spec: 'the exit tool uses the per-org bucket to produce GDPR export packages',
      type: 'aws_s3_bucket_lifecycle_configuration',
      arguments: { rule: [{ id: 'exports', filter: [{ prefix: 'exports/' }], expiration: [{ days: 30 }] }] },
    },
  ],
});
