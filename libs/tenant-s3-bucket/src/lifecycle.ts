import type { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { EXPORTS, type TenantS3BucketConfig } from './tenant-s3-bucket.config';

export function lifecycleRules(config: TenantS3BucketConfig): S3BucketLifecycleConfigurationRule[] {
  return config.retirement === 'released' ? [emptied] : rulesOf(config);
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
