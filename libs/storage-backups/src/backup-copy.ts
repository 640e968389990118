import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import {
  ADMINISTER_KEY,
  THIS_KEY,
  claimName,
  contextOf,
  policyDocument,
  type ModuleContext,
  type PolicyStatement,
} from '@restartix/core';
import { Construct } from 'constructs';
import { checkBackupCopy } from './backup-copy.checks';
import { ROLE, type BackupCopyConfig } from './backup-copy.config';
import { BackupBucket } from './bucket';
import { ENCRYPT_COPY, WRITE_COPY } from './copy';
import { READ } from './key-policy';
import { DEFAULTS } from './storage-backups.config';

/** What the environment of the backups takes from their copy. */
export interface BackupCopyOutputs {
  readonly bucketArn: string;
  readonly kmsKeyArn: string;
}

/**
 * The other end of `copy`: a locked bucket and a key of its own, for the backups of another region or account. It belongs into a
 * stack of that region or account, which no pipeline of the environment applies.
 *
 * @example
 * new BackupCopy(this, 'copy', {
 *   bucketName: 'restartix-backups-production-copy',
 *   sourceRoleArn: 'arn:aws:iam::123456789012:role/restartix-production-backup-copy',
 *   readerRoleArns: { restore: 'arn:aws:iam::123456789012:role/restartix-production-backup-restore-task' },
 * });
 */
export class BackupCopy extends Construct implements BackupCopyOutputs {
  readonly key: KmsKey;
  readonly keyAlias: KmsAlias;
  /** Bucket and what closes it. */
  readonly storage: BackupBucket;

  /** ARN of the bucket: `copy.bucketArn` of the backups. */
  readonly bucketArn: string;
  /** ARN of the key: `copy.kmsKeyArn` of the backups. */
  readonly kmsKeyArn: string;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: BackupCopyConfig) {
    super(scope, id);
    checkBackupCopy(id, config);
    const context = contextOf(this, 'storage-backups', id, config);
    claimName(this, { module: 'storage-backups', property: 'bucketName', value: config.bucketName });
    this.key = new KmsKey(this, 'key', {
      description: `Encrypts the copies of backups of ${context.project} ${context.env}, and nothing else`,
      enableKeyRotation: true,
      deletionWindowInDays: config.keyDeletionWindowInDays ?? DEFAULTS.keyDeletionWindowInDays,
      policy: policyDocument(keyPolicy(context, config)),
      ...((config.keyDeletionProtection ?? true) ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.keyAlias = new KmsAlias(this, 'key-alias', {
      name: `alias/${config.bucketName}`,
      targetKeyId: this.key.keyId,
    });
    this.storage = new BackupBucket(this, 'storage', {
      config,
      kmsKeyArn: this.key.arn,
      statements: (bucketArn) => bucketStatements(context, config, bucketArn),
    });
    this.bucketArn = this.storage.bucket.arn;
    this.kmsKeyArn = this.key.arn;
  }
}

/** By their accounts and a condition: a policy takes no role that does not exist yet, and the role takes a bucket that does. */
function only(
  { partition }: ModuleContext,
  roleArns: readonly string[],
): Pick<PolicyStatement, 'conditions' | 'principals'> {
  const accounts = new Set(roleArns.map((arn) => ROLE.exec(arn)![1]!));
  return {
    principals: { AWS: [...accounts].map((account) => `arn:${partition}:iam::${account}:root`) },
    conditions: { ArnEquals: { 'aws:PrincipalArn': roleArns } },
  };
}

function keyPolicy(context: ModuleContext, { sourceRoleArn, readerRoleArns }: BackupCopyConfig): PolicyStatement[] {
  const readers = Object.values(readerRoleArns);
  const root = `arn:${context.partition}:iam::${context.accountId}:root`;
  const source = only(context, [sourceRoleArn]);
  return [
    { sid: 'AllowAdministrationByIam', actions: ADMINISTER_KEY, resources: THIS_KEY, principals: { AWS: [root] } },
    {
      sid: 'S3EncryptsCopies',
      actions: ENCRYPT_COPY,
      resources: THIS_KEY,
      principals: source.principals,
      conditions: {
        ...source.conditions,
        StringEquals: { 'kms:ViaService': `s3.${context.region}.amazonaws.com` },
      },
    },
    { sid: 'ReadersDecrypt', actions: READ, resources: THIS_KEY, ...only(context, readers) },
    {
      sid: 'DenyOthers',
      effect: 'Deny',
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: THIS_KEY,
      principals: '*',
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': [sourceRoleArn, ...readers] } },
    },
  ];
}

function bucketStatements(
  context: ModuleContext,
  { sourceRoleArn, readerRoleArns }: BackupCopyConfig,
  bucketArn: string,
): PolicyStatement[] {
  const readers = only(context, Object.values(readerRoleArns));
  const objects = [`${bucketArn}/*`];
  return [
    { sid: 'S3WritesCopies', actions: WRITE_COPY, resources: objects, ...only(context, [sourceRoleArn]) },
    { sid: 'ReadersFind', actions: ['s3:ListBucket'], resources: [bucketArn], ...readers },
    {
      sid: 'ReadersRead',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:RestoreObject'],
      resources: objects,
      ...readers,
    },
  ];
}
