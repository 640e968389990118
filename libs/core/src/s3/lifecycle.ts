import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';

/** What a module with a bucket that keeps versions has. */
export interface VersionedBucket {
  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
}

/** What becomes of a bucket's objects, and of their earlier versions, as they age. */
export function makeLifecycle(
  scope: Construct & VersionedBucket,
  rule: S3BucketLifecycleConfigurationRule[],
): S3BucketLifecycleConfiguration {
  return new S3BucketLifecycleConfiguration(scope, 'lifecycle', {
    bucket: scope.bucket.id,
    // AWS's default since 2024, written down, for an unset one shows as a change now and then.
    transitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    rule,
    // Rules about old versions mean nothing before there are versions.
    dependsOn: [scope.versioning],
  });
}
