import { ServiceRole, type ModuleContext, type PolicyStatement } from '@restartix/core';
import type { Construct } from 'constructs';
import { READ, WRITE } from './key-policy';
import { RUNNER, type StorageBackupsConfig } from './storage-backups.config';

interface Names {
  readonly context: ModuleContext;
  readonly config: StorageBackupsConfig;
  /** ARN of the bucket, known before it is made. */
  readonly bucketArn: string;
}

/** The role of the running task: it writes backups and reads its two secrets. */
export function makeTaskRole(scope: Construct, { context, config, bucketArn }: Names): ServiceRole {
  return makeEcsRole(scope, 'task-role', context, {
    name: `${RUNNER}-task`,
    description: 'Writes backups; reads the two secrets for it',
    policies: {
      backup: [
        {
          // Not to read: a runner that is taken over gives away no backup.
          sid: 'WriteBackups',
          actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
          resources: [`${bucketArn}/*`],
        },
        { sid: 'ListMultipartUploads', actions: ['s3:ListBucketMultipartUploads'], resources: [bucketArn] },
        ...secretStatements(config, context),
      ],
    },
  });
}

/** The role of a restore, run by an operator: it reads backups, and writes nothing. */
export function makeRestoreRole(scope: Construct, { context, config, bucketArn }: Names): ServiceRole {
  return makeEcsRole(scope, 'restore-role', context, {
    name: 'backup-restore-task',
    description: 'Reads backups to restore them; assumed by an operator',
    policies: {
      restore: [
        { sid: 'ReadBackups', actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${bucketArn}/*`] },
        { sid: 'FindBackups', actions: ['s3:ListBucket'], resources: [bucketArn] },
        ...secretStatements(config, context),
      ],
    },
  });
}

/** The key's rights, once it is there: the key's policy names these roles, so they come first. */
export function keyStatements(kmsKeyArn: string): Record<'writer' | 'reader', PolicyStatement[]> {
  return {
    writer: [{ sid: 'UseBackupsKey', actions: WRITE, resources: [kmsKeyArn] }],
    reader: [{ sid: 'UseBackupsKey', actions: READ, resources: [kmsKeyArn] }],
  };
}

/** What ECS itself does: pull the image, write the log. */
export function makeExecutionRole(
  scope: Construct,
  context: ModuleContext,
  config: StorageBackupsConfig,
  logGroupArn: string,
): ServiceRole {
  return makeEcsRole(scope, 'execution-role', context, {
    name: `${RUNNER}-execution`,
    description: 'Execution role of the backup: image and log, no secret',
    policies: {
      start: [
        { sid: 'GetRegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
        {
          sid: 'PullImages',
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: [repositoryArn(context, config.runnerImageUri)],
        },
        { sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
      ],
    },
  });
}

/** The image's repository where the URI says it, else the environment's repositories. */
function repositoryArn(context: ModuleContext, imageUri: string): string {
  const [, account, region, repository] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+\/([^:@$]+)/.exec(imageUri) ?? [];
  return repository
    ? context.arn({ service: 'ecr', region, account, resource: `repository/${repository}` })
    : context.arn({ service: 'ecr', resource: `repository/${context.project}-${context.env}-*` });
}

function secretStatements(config: StorageBackupsConfig, context: ModuleContext): PolicyStatement[] {
  const { databaseSecretArn, backupEncryptionSecretArn, secretsKmsKeyArns = [] } = config;
  return [
    {
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [databaseSecretArn, backupEncryptionSecretArn],
    },
    ...(secretsKmsKeyArns.length > 0
      ? [
          {
            sid: 'DecryptSecrets',
            actions: ['kms:Decrypt'],
            resources: secretsKmsKeyArns,
            conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${context.region}.amazonaws.com` } },
          },
        ]
      : []),
  ];
}

interface EcsRole {
  readonly name: string;
  readonly description: string;
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

function makeEcsRole(
  scope: Construct,
  id: string,
  context: ModuleContext,
  { name, description, policies }: EcsRole,
): ServiceRole {
  return new ServiceRole(scope, id, context, {
    name: context.name(name, 64),
    description,
    service: 'ecs-tasks.amazonaws.com',
    sourceArn: context.arn({ service: 'ecs', resource: '*' }),
    policies,
  });
}
