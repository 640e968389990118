import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import type { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import type { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { claimName, contextOf } from '@restartix/core';
import { makeLifecycle, makePrivateBucket, makeVersioning } from '@restartix/core/s3';
import { TENANT_TAG, tenantName } from '@restartix/core/tenants';
import { Construct } from 'constructs';
import { tenantStatements } from './bucket-policy';
import { lifecycleRules } from './lifecycle';
import { checkFullName, checkTenantS3Bucket } from './tenant-s3-bucket.checks';
import { DEFAULT_NAME, type TenantS3BucketConfig } from './tenant-s3-bucket.config';

/** What others take from a tenant's bucket. */
export interface TenantS3BucketOutputs {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** `{bucket}.s3.{region}.amazonaws.com` */
  readonly bucketRegionalDomainName: string;
}

/**
 * The bucket of one tenant: reachable in sessions tagged with the tenant alone, with exports that expire under `exports/`.
 *
 * @example
 * new TenantS3Bucket(this, 'physio-berlin-files', { tenant: 'physio-berlin', kmsKeyId: key.keyArn });
 */
export class TenantS3Bucket extends Construct implements TenantS3BucketOutputs {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly policy: S3BucketPolicy;
  readonly lifecycle: S3BucketLifecycleConfiguration;
  /** Undefined without `portalOrigins`. */
  readonly cors: S3BucketCorsConfiguration | undefined;

  /** Full name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  readonly bucketRegionalDomainName: string;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: TenantS3BucketConfig) {
    super(scope, id);
    checkTenantS3Bucket(id, config);
    const context = contextOf(this, 'tenant-s3-bucket', id, config);
    const { tenant, kmsKeyId, portalOrigins = [], retirement } = config;
    const name = tenantName(context, tenant, config.name ?? DEFAULT_NAME);
    checkFullName(id, name);
    claimName(this, { module: 'tenant-s3-bucket', property: 'tenant', value: tenant, physicalName: name });

    const made = makePrivateBucket(this, {
      name,
      kmsKeyArn: kmsKeyId,
      statements: tenantStatements(context, config),
      tags: { [TENANT_TAG]: tenant },
      ...(retirement === 'released' ? {} : { lifecycle: { preventDestroy: true } }),
    });
    this.bucket = made.bucket;
    this.encryption = made.encryption;
    this.publicAccessBlock = made.publicAccessBlock;
    this.ownership = made.ownership;
    this.policy = made.policy;
    this.versioning = makeVersioning(this, this.bucket);
    this.lifecycle = makeLifecycle(this, lifecycleRules(config));
    this.cors =
      portalOrigins.length > 0
        ? new S3BucketCorsConfiguration(this, 'cors', {
            bucket: this.bucket.id,
            corsRule: [
              {
                id: 'portal',
                allowedOrigins: [...portalOrigins],
                allowedMethods: ['GET', 'HEAD', 'POST', 'PUT'],
                allowedHeaders: ['content-type', 'x-amz-*'],
                exposeHeaders: ['etag'],
                maxAgeSeconds: 3600,
              },
            ],
          })
        : undefined;

    this.bucketName = this.bucket.bucket;
    this.bucketArn = this.bucket.arn;
    this.bucketRegionalDomainName = this.bucket.bucketRegionalDomainName;
  }
}
