import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import { EXPORTS, type TenantS3BucketConfig } from './tenant-s3-bucket.config';

export function makeLifecycle(
  scope: Construct,
  config: TenantS3BucketConfig,
  { bucket, versioning }: { readonly bucket: string; readonly versioning: S3BucketVersioningA },
): S3BucketLifecycleConfiguration {
  return new S3BucketLifecycleConfiguration(scope, 'lifecycle', {
    bucket,
    // AWS's default since 2024, written down, for an unset one shows as a change now and then.
    transitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    rule: config.retirement === 'released' ? [emptied] : rulesOf(config),
    // Rules about old versions mean nothing before there are versions.
    dependsOn: [versioning],
  });
}

/** With days, S3 removes the delete markers that are left too: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html */
const emptied: S3BucketLifecycleConfigurationRule = {
  id: 'emptied',
  status: 'Enabled',
  filter: [{}],
  expiration: [{ days: 1 }],
  noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
};

function rulesOf({
  exportExpiryDays = 30,
  noncurrentVersionDays = 30,
}: TenantS3BucketConfig): S3BucketLifecycleConfigurationRule[] {
  return [
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
  ];
}
