export { StorageS3, type StorageS3Outputs } from './storage-s3';
export type { CorsRule, LifecycleStrategy, Retention, StorageS3Config } from './storage-s3.config';
