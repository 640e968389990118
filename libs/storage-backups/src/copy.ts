import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { S3BucketReplicationConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration';
import { ServiceRole, policyDocument, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import type { BackupBucket } from './bucket';
import type { BackupCopyTarget } from './copy.config';
import type { BackupMetric } from './health';

/** What the role that copies, and what S3's metrics call the rule. */
export const COPY = 'backup-copy';

/** Of the copy's key: S3 encrypts the replica, and decrypts its bucket key before it uses it. */
export const ENCRYPT_COPY = ['kms:Decrypt', 'kms:Encrypt'];

/** Of the copy's bucket. Not to replicate a deletion: that of a version never is, and a delete marker would hide a backup. */
export const WRITE_COPY = ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'];

/**
 * The role that S3 copies as: it comes before the backups' key, whose policy names it. AWS documents no `aws:SourceAccount` or
 * `aws:SourceArn` for it, and a condition on a key that S3 does not send stops every copy: whoever may pass the role uses it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function makeCopyRole(scope: Construct, context: ModuleContext, bucketArn: string): ServiceRole {
  return new ServiceRole(scope, 'copy-role', context, {
    name: context.name(COPY, 64),
    description: 'S3 copies backups elsewhere as this role',
    service: 's3.amazonaws.com',
    sourceConditions: false,
    policies: {
      source: [
        {
          sid: 'ReadConfiguration',
          actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
          resources: [bucketArn],
        },
        {
          // The last two for locked objects.
          // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication
          sid: 'ReadBackupsToCopy',
          actions: [
            's3:GetObjectVersionAcl',
            's3:GetObjectVersionForReplication',
            's3:GetObjectVersionTagging',
            's3:GetObjectLegalHold',
            's3:GetObjectRetention',
          ],
          resources: [`${bucketArn}/*`],
        },
      ],
    },
  });
}

interface CopyInput {
  readonly context: ModuleContext;
  readonly target: BackupCopyTarget;
  readonly role: ServiceRole;
  readonly restoreRole: ServiceRole;
  readonly storage: BackupBucket;
  readonly kmsKeyArn: string;
}

/** S3 copies each backup, with its lock, to another bucket. */
export class BackupReplication extends Construct {
  readonly replication: S3BucketReplicationConfigurationA;

  constructor(scope: Construct, id: string, { context, target, role, restoreRole, storage, kmsKeyArn }: CopyInput) {
    super(scope, id);
    const policy = (name: string, to: ServiceRole, statements: PolicyStatement[]): IamRolePolicy =>
      new IamRolePolicy(this, name, { name, role: to.role.id, policy: policyDocument(statements) });
    const policies = [
      policy('copy', role, copyStatements(context, target, { bucketArn: storage.bucket.arn, kmsKeyArn })),
    ];
    policy('restore-copy', restoreRole, readStatements(target));
    this.replication = new S3BucketReplicationConfigurationA(this, 'replication', {
      bucket: storage.bucket.id,
      role: role.arn,
      rule: [
        {
          id: COPY,
          priority: 0,
          status: 'Enabled',
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Disabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: {
            bucket: target.bucketArn,
            encryptionConfiguration: { replicaKmsKeyId: target.kmsKeyArn },
            metrics: { status: 'Enabled' },
            ...(target.accountId === undefined
              ? {}
              : { account: target.accountId, accessControlTranslation: { owner: 'Destination' } }),
          },
        },
      ],
      dependsOn: [storage.versioning, ...policies],
    });
  }
}

/** Copies that failed: S3 does not try them again. https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
export function copyMetric(sourceBucket: string, { bucketArn }: BackupCopyTarget): BackupMetric {
  return {
    namespace: 'AWS/S3',
    metricName: 'OperationsFailedReplication',
    dimensions: { SourceBucket: sourceBucket, DestinationBucket: bucketArn.split(':').at(-1)!, RuleId: COPY },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function copyStatements(
  { region }: ModuleContext,
  target: BackupCopyTarget,
  source: { readonly bucketArn: string; readonly kmsKeyArn: string },
): PolicyStatement[] {
  // With a bucket key, the context of the encryption is the bucket, not the object.
  const through = (bucketArn: string, of: string): PolicyStatement['conditions'] => ({
    StringEquals: { 'kms:ViaService': `s3.${of}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucketArn },
  });
  return [
    {
      sid: 'WriteCopy',
      actions: WRITE_COPY.filter((action) => target.accountId !== undefined || !/OwnerOverride/.test(action)),
      resources: [`${target.bucketArn}/*`],
    },
    {
      sid: 'DecryptBackups',
      actions: ['kms:Decrypt'],
      resources: [source.kmsKeyArn],
      conditions: through(source.bucketArn, region),
    },
    {
      sid: 'EncryptCopy',
      actions: ENCRYPT_COPY,
      resources: [target.kmsKeyArn],
      conditions: through(target.bucketArn, target.region),
    },
  ];
}

/** What a restore from the copy takes. */
function readStatements({ bucketArn, kmsKeyArn }: BackupCopyTarget): PolicyStatement[] {
  return [
    { sid: 'FindCopies', actions: ['s3:ListBucket'], resources: [bucketArn] },
    {
      sid: 'ReadCopies',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:RestoreObject'],
      resources: [`${bucketArn}/*`],
    },
    { sid: 'DecryptCopies', actions: ['kms:Decrypt'], resources: [kmsKeyArn] },
  ];
}
