import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { policyDocument, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import { logWriters } from './log-writers';
import type { AccessLogs } from './load-balancer.config';

/** The bucket of the request logs. Elastic Load Balancing writes to no bucket with a KMS key, so it is SSE-S3. */
export class AccessLogBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, context: ModuleContext, name: string, config: AccessLogs) {
    super(scope, id);
    this.bucket = new S3Bucket(this, 'bucket', {
      bucket: context.name(`${name}-logs`, 63),
      forceDestroy: config.forceDestroy ?? false,
    });
    const bucket = this.bucket.id;
    const locked = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: config.retentionInDays ?? 90 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
    this.policy = new S3BucketPolicy(this, 'policy', {
      bucket,
      policy: policyDocument(statements(context, this.bucket.arn, config.prefix)),
      dependsOn: [locked],
    });
  }
}

function statements(context: ModuleContext, bucketArn: string, prefix: string | undefined): PolicyStatement[] {
  const logs = [bucketArn, ...(prefix ? [prefix] : []), 'AWSLogs', context.accountId, '*'].join('/');
  return [
    {
      sid: 'DenyPlainHttp',
      effect: 'Deny',
      actions: ['s3:*'],
      resources: [bucketArn, `${bucketArn}/*`],
      principals: '*',
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...logWriters(context).map(({ sid, principals }) => ({
      sid,
      actions: ['s3:PutObject'],
      resources: [logs],
      principals,
    })),
  ];
}
