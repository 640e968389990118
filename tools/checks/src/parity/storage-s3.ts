import { StorageS3, type StorageS3Config } from '@restartix/storage-s3';
import { parityOf } from './parity';

const archive: Partial<StorageS3Config> = { lifecycleStrategy: 'audit-archive', enableObjectLock: true };

export const storageS3 = parityOf({
  module: 'storage-s3',
  construct: StorageS3,
  base: { bucketName: 'restartix-uploads-staging', lifecycleStrategy: 'none' } as StorageS3Config,
  inputs: {
    env: { deviation: 'The bucket’s full name is an input, as in the specification’s examples, and contains the env.' },
    bucket_name: { bucketName: 'restartix-reports-staging' },
    lifecycle_strategy: { lifecycleStrategy: 'audit-archive', enableObjectLock: false },
    enable_object_lock: { enableObjectLock: true },
    kms_key_id: { kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555' },
  },
  outputs: { bucket_name: 'bucketName', bucket_arn: 'bucketArn' },
  resources: [
    { spec: 'aws_s3_bucket', type: 'aws_s3_bucket', count: 1, arguments: { bucket: 'restartix-uploads-staging' } },
    {
      spec: 'aws_s3_bucket_versioning',
      type: 'aws_s3_bucket_versioning',
      arguments: { versioning_configuration: { status: 'Enabled' } },
    },
    {
      spec: 'aws_s3_bucket_server_side_encryption_configuration',
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      count: 1,
    },
    {
      spec: 'aws_s3_bucket_public_access_block, all four: true',
      type: 'aws_s3_bucket_public_access_block',
      arguments: {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    {
      spec: 'aws_s3_bucket_lifecycle_configuration: Standard → Glacier IA at 90 d → Deep Archive at 365 d',
      type: 'aws_s3_bucket_lifecycle_configuration',
      given: archive,
      arguments: {
        rule: [
          {
            transition: [
              { storage_class: 'GLACIER_IR', days: 90 },
              { storage_class: 'DEEP_ARCHIVE', days: 365 },
            ],
          },
        ],
      },
      deviation: 'No such class: Glacier Instant Retrieval (GLACIER_IR).',
    },
    {
      spec: 'aws_s3_bucket_object_lock_configuration: COMPLIANCE, 7 years',
      type: 'aws_s3_bucket_object_lock_configuration',
      given: archive,
      arguments: { rule: { default_retention: { mode: 'COMPLIANCE', years: 7 } } },
    },
  ],
});
