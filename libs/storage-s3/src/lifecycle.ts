import type { S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { retentionOf, type LifecycleStrategy, type StorageS3Config } from './storage-s3.config';

/** Where the objects of each strategy go, and after how many days. */
export const TRANSITIONS: Readonly<Record<LifecycleStrategy, readonly { storageClass: string; days: number }[]>> = {
  none: [],
  'audit-archive': [
    { storageClass: 'GLACIER_IR', days: 90 },
    { storageClass: 'DEEP_ARCHIVE', days: 365 },
  ],
};

const DEFAULT_NONCURRENT_DAYS = 90;

export function lifecycleRules(config: StorageS3Config): S3BucketLifecycleConfigurationRule[] {
  const transitions = TRANSITIONS[config.lifecycleStrategy];
  const archive: S3BucketLifecycleConfigurationRule = {
    id: config.lifecycleStrategy,
    status: 'Enabled',
    filter: [{}],
    transition: transitions.map(({ storageClass, days }) => ({ storageClass, days })),
    noncurrentVersionTransition: transitions.map(({ storageClass, days }) => ({ storageClass, noncurrentDays: days })),
  };
  const leftovers: S3BucketLifecycleConfigurationRule = {
    id: 'leftovers',
    status: 'Enabled',
    filter: [{}],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    noncurrentVersionExpiration: retentionOf(config)
      ? undefined
      : [{ noncurrentDays: config.noncurrentVersionDays ?? DEFAULT_NONCURRENT_DAYS }],
  };
  return [...(transitions.length > 0 ? [archive] : []), leftovers];
}
