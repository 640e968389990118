import { ServiceRole, type DeployedImage, type ModuleContext, type PolicyStatement } from '@restartix/core';
import type { Construct } from 'constructs';
import { currentKeyArn, encryptionKeys } from './encryption-keys';
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
        ...secretStatements(context, config, [
          config.databaseSecretArn,
          currentKeyArn(config.backupEncryptionSecretArn),
        ]),
      ],
    },
  });
}

/** The role of a restore, which an operator starts: it reads backups, has archived ones brought back, and writes nothing. */
export function makeRestoreRole(scope: Construct, { context, config, bucketArn }: Names): ServiceRole {
  return makeEcsRole(scope, 'restore-role', context, {
    name: 'backup-restore-task',
    description: 'Reads backups to restore them; an operator starts it',
    policies: {
      restore: [
        {
          sid: 'ReadBackups',
          actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:RestoreObject'],
          resources: [`${bucketArn}/*`],
        },
        { sid: 'FindBackups', actions: ['s3:ListBucket'], resources: [bucketArn] },
        ...secretStatements(context, config, [
          config.databaseSecretArn,
          ...Object.values(encryptionKeys(config.backupEncryptionSecretArn).arns),
          // Of another server: what an operator puts there.
          context.arn({ service: 'secretsmanager', resource: `secret:${context.project}/${context.env}/restore/*` }),
        ]),
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
  logGroupArns: readonly string[],
): ServiceRole {
  return makeEcsRole(scope, 'execution-role', context, {
    name: `${RUNNER}-execution`,
    description: 'Execution role of backup and restore: image and log, no secret',
    policies: {
      start: [
        { sid: 'GetRegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
        {
          sid: 'PullImages',
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: [repositoryArn(context, config.runnerImageUri)],
        },
        {
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: logGroupArns.map((arn) => `${arn}:*`),
        },
      ],
    },
  });
}

/** The image's repository where the URI says it, else the environment's repositories. */
function repositoryArn(context: ModuleContext, imageUri: string | DeployedImage): string {
  if (typeof imageUri !== 'string') return imageUri.repositoryArn;
  const [, account, region, repository] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+\/([^:@$]+)/.exec(imageUri) ?? [];
  return repository
    ? context.arn({ service: 'ecr', region, account, resource: `repository/${repository}` })
    : context.arn({ service: 'ecr', resource: `repository/${context.project}-${context.env}-*` });
}

function secretStatements(
  context: ModuleContext,
  { secretsKmsKeyArns = [] }: StorageBackupsConfig,
  secrets: readonly string[],
): PolicyStatement[] {
  return [
    { sid: 'ReadSecrets', actions: ['secretsmanager:GetSecretValue'], resources: secrets },
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
