import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import type { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import type { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import type { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { claimName, contextOf, warn, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { makeLifecycle, makePrivateBucket, makeVersioning } from '@restartix/core/s3';
import { Construct } from 'constructs';
import { lifecycleRules } from './lifecycle';
import { statementsFor } from './statements';
import { checkStorageS3 } from './storage-s3.checks';
import { retentionOf, type StorageS3Config } from './storage-s3.config';

/** What services, policies and stack outputs take from a bucket. */
export interface StorageS3Outputs {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** `{bucket}.s3.{region}.amazonaws.com` */
  readonly bucketRegionalDomainName: string;
}

/**
 * A private bucket: versions, encryption, no public access, TLS 1.2 and later only. For archives, with a lifecycle into
 * cold storage and an object lock.
 *
 * @example
 * const uploads = new StorageS3(this, 'uploads-bucket', {
 *   bucketName: 'restartix-uploads-staging',
 *   lifecycleStrategy: 'none',
 * });
 * // in a service: taskPolicy: uploads.readWriteStatements()
 */
export class StorageS3 extends Construct implements StorageS3Outputs {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly policy: S3BucketPolicy;
  readonly lifecycle: S3BucketLifecycleConfiguration;
  /** Undefined without `enableObjectLock`. */
  readonly objectLock: S3BucketObjectLockConfigurationA | undefined;
  /** Undefined without `cors`. */
  readonly cors: S3BucketCorsConfiguration | undefined;
  /** Undefined without `accessLogs`. */
  readonly logging: S3BucketLoggingA | undefined;
  /** Undefined without `eventBridgeNotifications`. */
  readonly notification: S3BucketNotification | undefined;

  /** Full name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  readonly bucketRegionalDomainName: string;

  private readonly context: ModuleContext;
  private readonly kmsKeyId: string | undefined;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: StorageS3Config) {
    super(scope, id);
    const { bucketName, kmsKeyId, accessLogs, cors = {} } = config;
    checkStorageS3(id, config);
    claimName(this, { module: 'storage-s3', property: 'bucketName', value: bucketName });
    const retention = retentionOf(config);
    warnOfCompliance(this, id, config);
    this.context = contextOf(this, 'storage-s3', id, config);
    this.kmsKeyId = kmsKeyId;

    const made = makePrivateBucket(this, {
      name: bucketName,
      forceDestroy: config.forceDestroy ?? false,
      kmsKeyArn: kmsKeyId,
    });
    this.bucket = made.bucket;
    this.encryption = made.encryption;
    this.publicAccessBlock = made.publicAccessBlock;
    this.ownership = made.ownership;
    this.policy = made.policy;
    this.versioning = makeVersioning(this, this.bucket);
    const bucket = this.bucket.id;
    this.lifecycle = makeLifecycle(this, lifecycleRules(config));
    // Turns the lock on, for a bucket that exists too; as an argument of the bucket it would replace the bucket.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
    this.objectLock =
      retention &&
      new S3BucketObjectLockConfigurationA(this, 'object-lock', {
        bucket,
        rule: { defaultRetention: { ...retention } },
        dependsOn: [this.versioning],
      });
    this.cors =
      Object.keys(cors).length > 0
        ? new S3BucketCorsConfiguration(this, 'cors', {
            bucket,
            corsRule: Object.entries(cors).map(([name, rule]) => ({
              id: name,
              allowedOrigins: [...rule.allowedOrigins],
              allowedMethods: [...rule.allowedMethods],
              allowedHeaders: [...(rule.allowedHeaders ?? [])],
              exposeHeaders: [...(rule.exposeHeaders ?? [])],
              maxAgeSeconds: rule.maxAgeSeconds,
            })),
          })
        : undefined;
    this.logging =
      accessLogs &&
      new S3BucketLoggingA(this, 'logging', {
        bucket,
        targetBucket: accessLogs.bucketName,
        targetPrefix: accessLogs.prefix ?? `${bucketName}/`,
      });
    this.notification = config.eventBridgeNotifications
      ? new S3BucketNotification(this, 'notification', { bucket, eventbridge: true })
      : undefined;

    this.bucketName = this.bucket.bucket;
    this.bucketArn = this.bucket.arn;
    this.bucketRegionalDomainName = this.bucket.bucketRegionalDomainName;
  }

  /** Lets a role read the objects under a prefix, and list them. */
  readStatements(prefix = ''): PolicyStatement[] {
    return statementsFor('read', this.target(prefix));
  }

  /** Lets a role read and add objects under a prefix, but delete none. */
  appendStatements(prefix = ''): PolicyStatement[] {
    return statementsFor('append', this.target(prefix));
  }

  /** Lets a role read, write and delete objects under a prefix; versions of what it deletes stay for a while. */
  readWriteStatements(prefix = ''): PolicyStatement[] {
    return statementsFor('readWrite', this.target(prefix));
  }

  private target(prefix: string) {
    return { context: this.context, bucketArn: this.bucketArn, kmsKeyId: this.kmsKeyId, prefix };
  }
}

function warnOfCompliance(scope: Construct, id: string, config: StorageS3Config): void {
  const retention = retentionOf(config);
  if (retention?.mode !== 'COMPLIANCE') return;
  const time = retention.years === undefined ? `${retention.days} days` : `${retention.years} years`;
  warn(
    scope,
    `storage-s3 "${id}": what is put into ${config.bucketName} cannot be deleted by anyone for ${time} (COMPLIANCE), and the bucket cannot be destroyed while it holds anything.`,
  );
}
