import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import type { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import type { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import type { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { PolicyStatement } from '@restartix/core';
import { makeLifecycle, makePrivateBucket, makeVersioning } from '@restartix/core/s3';
import { Construct } from 'constructs';
import { DEFAULTS, applicationRoleArns, type StorageBackupsConfig } from './storage-backups.config';

/** Where backups go as they age, and after how many days. */
export const TRANSITIONS = [
  { storageClass: 'GLACIER_IR', days: 90 },
  { storageClass: 'DEEP_ARCHIVE', days: 730 },
] as const;

interface BucketInput {
  readonly config: Pick<StorageBackupsConfig, 'applications' | 'bucketName' | 'retention'>;
  readonly kmsKeyArn: string;
  /**
   * Further statements of the bucket's policy.
   * @default - none
   */
  readonly statements?: (bucketArn: string) => readonly PolicyStatement[];
}

/** A bucket that is written once and read rarely: what is in it stays as it is for as long as the retention says. */
export class BackupBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly objectLock: S3BucketObjectLockConfigurationA;
  readonly lifecycle: S3BucketLifecycleConfiguration;
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, { config, kmsKeyArn, statements }: BucketInput) {
    super(scope, id);
    const made = makePrivateBucket(this, {
      name: config.bucketName,
      objectLockEnabled: true,
      forceDestroy: false,
      kmsKeyArn,
      statements: (bucketArn) => [
        ...denials(bucketArn, applicationRoleArns(config)),
        ...(statements?.(bucketArn) ?? []),
      ],
    });
    this.bucket = made.bucket;
    this.encryption = made.encryption;
    this.publicAccessBlock = made.publicAccessBlock;
    this.ownership = made.ownership;
    this.policy = made.policy;
    this.versioning = makeVersioning(this, this.bucket);
    this.objectLock = new S3BucketObjectLockConfigurationA(this, 'object-lock', {
      bucket: this.bucket.id,
      rule: { defaultRetention: { ...(config.retention ?? DEFAULTS.retention) } },
      dependsOn: [this.versioning],
    });
    this.lifecycle = makeLifecycle(this, [
      { id: 'archive', status: 'Enabled', filter: [{}], transition: [...TRANSITIONS] },
      {
        // What an upload leaves that was cut off.
        id: 'leftovers',
        status: 'Enabled',
        filter: [{}],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
      },
    ]);
  }
}

function denials(bucketArn: string, application: readonly string[]): PolicyStatement[] {
  const objects = [`${bucketArn}/*`];
  return [
    {
      sid: 'DenyDeleting',
      effect: 'Deny',
      actions: ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      principals: '*',
      resources: objects,
    },
    ...(application.length > 0
      ? [
          {
            sid: 'DenyApplicationRoles',
            effect: 'Deny',
            actions: ['s3:*'],
            principals: '*',
            resources: [bucketArn, ...objects],
            conditions: { ArnEquals: { 'aws:PrincipalArn': application } },
          } as const,
        ]
      : []),
  ];
}
