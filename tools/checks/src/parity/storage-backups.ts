import { StorageBackups, type StorageBackupsConfig } from '@restartix/storage-backups';
import { CLUSTER, PLACE, parityOf, secretArn } from './parity';

const image = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api:1.4.2';

export const storageBackups = parityOf({
  module: 'storage-backups',
  construct: StorageBackups,
  base: {
    bucketName: 'restartix-backups-primary-staging',
    runnerImageUri: image,
    databaseSecretArn: secretArn('database'),
    backupEncryptionSecretArn: secretArn('encryption'),
    clusterArn: CLUSTER,
    subnetIds: PLACE.subnetIds,
    securityGroupIds: PLACE.securityGroupIds,
    migrationsRunnerSgId: 'sg-0123456789abcdef0',
    databaseSecurityGroupId: 'sg-0123456789abcdef1',
  } as StorageBackupsConfig,
  inputs: {
    env: { env: 'production' },
    bucket_name: { bucketName: 'restartix-backups-secondary-staging' },
    runner_image_uri: { runnerImageUri: `${image}3` },
    database_secret_arn: { databaseSecretArn: secretArn('other') },
    backup_encryption_secret_arn: { backupEncryptionSecretArn: secretArn('other') },
    cluster_arn: {
      deviation: 'Accepted; a task definition has no cluster: the schedule and a manual restore set it.',
    },
    subnet_ids: { deviation: 'Accepted; a task definition has no network: scheduled-tasks places the run.' },
    security_group_ids: { deviation: 'Accepted; a task definition has no network: scheduled-tasks places the run.' },
    migrations_runner_sg_id: { migrationsRunnerSgId: 'sg-0123456789abcdef9' },
  },
  outputs: {
    bucket_name: 'bucketName',
    bucket_arn: 'bucketArn',
    kms_key_arn: 'kmsKeyArn',
    task_definition_arn: 'taskDefinitionArn',
    task_role_arn: 'taskRoleArn',
  },
  resources: [
    {
      spec: 'aws_kms_key, separate, closed to the application',
      type: 'aws_kms_key',
      count: 1,
      given: { applications: { api: { taskRoleArn: 'arn:aws:iam::123456789012:role/api' } } },
      arguments: { policy: { Statement: [{ Sid: 'DenyApplicationRoles', Effect: 'Deny', Action: 'kms:*' }] } },
    },
    { spec: 'aws_s3_bucket', type: 'aws_s3_bucket', arguments: { object_lock_enabled: true }, count: 1 },
    {
      spec: 'aws_s3_bucket_versioning (enabled)',
      type: 'aws_s3_bucket_versioning',
      arguments: { versioning_configuration: { status: 'Enabled' } },
    },
    {
      spec: 'aws_s3_bucket_object_lock_configuration: COMPLIANCE, 7 years',
      type: 'aws_s3_bucket_object_lock_configuration',
      arguments: { rule: { default_retention: { mode: 'COMPLIANCE', years: 7 } } },
    },
    {
      spec: 'aws_s3_bucket_server_side_encryption_configuration with this module’s key',
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      arguments: {
        rule: [
          {
            apply_server_side_encryption_by_default: {
              sse_algorithm: 'aws:kms',
              kms_master_key_id: '${aws_kms_key.storage_backups_key.arn}',
            },
          },
        ],
      },
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
      spec: 'aws_s3_bucket_lifecycle_configuration: Glacier IR at 90 d, Deep Archive at 730 d',
      type: 'aws_s3_bucket_lifecycle_configuration',
      arguments: {
        rule: [
          {
            transition: [
              { storage_class: 'GLACIER_IR', days: 90 },
              { storage_class: 'DEEP_ARCHIVE', days: 730 },
            ],
          },
        ],
      },
    },
    {
      spec: 'aws_ecs_task_definition: the backup runner, 0.25 vCPU and 1 GB',
      type: 'aws_ecs_task_definition',
      arguments: { cpu: '256', memory: '1024' },
    },
    {
      spec: 'aws_iam_role (task_role): PutObject and GetObject on the bucket, the key, two secrets',
      type: 'aws_iam_role_policy',
      arguments: {
        policy: {
          Statement: [
            { Sid: 'WriteBackups', Resource: 'arn:aws:s3:::restartix-backups-primary-staging/*' },
            { Sid: 'ReadSecrets', Resource: [secretArn('database'), secretArn('encryption')] },
          ],
        },
      },
      deviation: 'Without GetObject: the runner only writes; a separate restore role reads.',
    },
    {
      spec: 'aws_iam_role (execution_role), minimal',
      type: 'aws_iam_role',
      count: 3,
      deviation: 'A second one for restores.',
    },
    {
      spec: 'aws_security_group_rule: 5432 from the migrations’ family to the database',
      type: 'aws_vpc_security_group_ingress_rule',
      arguments: { from_port: 5432, referenced_security_group_id: 'sg-0123456789abcdef0' },
      deviation:
        'Made only where the network does not let the migrations in already; rules are resources of their own.',
    },
    {
      spec: 'aws_cloudwatch_log_group /ecs/restartix-{env}/backup-runner',
      type: 'aws_cloudwatch_log_group',
      arguments: { name: '/ecs/restartix-staging/backup-runner' },
    },
  ],
});
