import { TfstateBackend, type TfstateBackendConfig } from '@restartix/tfstate-backend';
import { parityOf } from './parity';

export const tfstateBackend = parityOf({
  module: 'tfstate-backend',
  construct: TfstateBackend,
  base: { bucketName: 'restartix-tfstate', lockTableName: 'restartix-tfstate-lock' } as TfstateBackendConfig,
  inputs: {
    bucket_name: { bucketName: 'another-tfstate' },
    lock_table_name: { lockTableName: 'another-lock' },
  },
  outputs: { state_bucket: 'stateBucket', lock_table: 'lockTable' },
  resources: [
    { spec: 'the state bucket', type: 'aws_s3_bucket', arguments: { bucket: 'restartix-tfstate' }, count: 1 },
    {
      spec: 'encryption: SSE-S3',
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      arguments: { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }] },
    },
    {
      spec: 'versioning: enabled',
      type: 'aws_s3_bucket_versioning',
      arguments: { versioning_configuration: { status: 'Enabled' } },
    },
    {
      spec: 'public access: blocked',
      type: 'aws_s3_bucket_public_access_block',
      arguments: {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    {
      spec: 'no DynamoDB table, yet a lock_table_name',
      type: 'aws_dynamodb_table',
      count: 0,
      given: { lockTableName: undefined },
      deviation:
        'A table is made only where a name is given, for clients older than Terraform 1.10; S3 locks by itself.',
    },
  ],
});
