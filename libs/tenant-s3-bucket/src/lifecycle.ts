import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import { EXPORTS, type TenantS3BucketConfig } from './tenant-s3-bucket.config';

export function makeLifecycle(
  scope: Construct,
  { exportExpiryDays = 30, noncurrentVersionDays = 30 }: TenantS3BucketConfig,
  { bucket, versioning }: { readonly bucket: string; readonly versioning: S3BucketVersioningA },
): S3BucketLifecycleConfiguration {
  return new S3BucketLifecycleConfiguration(scope, 'lifecycle', {
    bucket,
    // AWS's default since 2024, written down, for an unset one shows as a change now and then.
    transitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    rule: [
      {
        id: 'exports',
        status: 'Enabled',
        filter: [{ prefix: EXPORTS }],
        expiration: [{ days: exportExpiryDays }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
      },
      {
        id: 'leftovers',
        status: 'Enabled',
        filter: [{}],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
      },
    ],
    // Rules about old versions mean nothing before there are versions.
    dependsOn: [versioning],
  });
}
