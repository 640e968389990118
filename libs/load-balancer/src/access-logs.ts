import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { ModuleContext, PolicyStatement } from '@restartix/core';
import { makePrivateBucket } from '@restartix/core/s3';
import { Construct } from 'constructs';
import { logWriters } from './log-writers';
import type { AccessLogs } from './load-balancer.config';

/** The bucket of the request logs. Elastic Load Balancing writes to no bucket with a KMS key, so it is SSE-S3. */
export class AccessLogBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, context: ModuleContext, name: string, config: AccessLogs) {
    super(scope, id);
    const { bucket, policy } = makePrivateBucket(this, {
      name: context.name(`${name}-logs`, 63),
      forceDestroy: config.forceDestroy ?? false,
      statements: (bucketArn) => deliveryStatements(context, bucketArn, config.prefix),
      publicAccessBlockId: 'public-access',
      // The load balancer stops writing before it goes.
      lifecycle: { createBeforeDestroy: true },
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.id,
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
    this.bucket = bucket;
    this.policy = policy;
  }
}

function deliveryStatements(context: ModuleContext, bucketArn: string, prefix: string | undefined): PolicyStatement[] {
  const logs = [bucketArn, ...(prefix ? [prefix] : []), 'AWSLogs', context.accountId, '*'].join('/');
  return logWriters(context).map(({ sid, principals }) => ({
    sid,
    actions: ['s3:PutObject'],
    resources: [logs],
    principals,
  }));
}
