export {
  tenantBucketStatements,
  tenantExportStatements,
  type TenantBucketStatementsConfig,
} from './session-statements';
export { TenantS3Bucket, type TenantS3BucketOutputs } from './tenant-s3-bucket';
export type { BucketRetirement, TenantS3BucketConfig } from './tenant-s3-bucket.config';
