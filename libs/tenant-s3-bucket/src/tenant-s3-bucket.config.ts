import type { ModuleConfig } from '@restartix/core';

/**
 * How far the bucket is on its way out.
 * - `released`: S3 deletes every object with all versions, a day or two from then on, and neither Terraform nor the bucket's policy
 *   refuses any more that the empty bucket goes
 */
export type BucketRetirement = 'released';

/** Inputs of a tenant's bucket. */
export interface TenantS3BucketConfig extends ModuleConfig {
  /**
   * Id of the tenant, e.g. `physio-berlin`: up to 24 lowercase letters, digits and single hyphens. It is part of the bucket's name,
   * the tag `Tenant`, and what sessions must be tagged with.
   */
  readonly tenant: string;
  /** ARN of the key that encrypts the objects: the environment's, or the tenant's own (`TenantCmk`). */
  readonly kmsKeyId: string;
  /**
   * Last part of the bucket's name, `{project}-{env}-tenant-{tenant}-{name}`. Statements for sessions name the same.
   * @default 'files'
   */
  readonly name?: string;
  /**
   * Origins of the tenant's portal, from which browsers upload and download: `https://portal.example.org`.
   * @default [] - no browser may
   */
  readonly portalOrigins?: readonly string[];
  /**
   * The tenant's own AWS account, 12 digits: it may list and read what is under `exports/`.
   * @default - none
   */
  readonly tenantAccountId?: string;
  /**
   * Days after which an export under `exports/` is deleted, 1 or more.
   * @default 30 - time to fetch it
   */
  readonly exportExpiryDays?: number;
  /**
   * Days after which an overwritten or deleted version goes for good, 1 or more.
   * @default 30 - what a person asks to be erased is gone within a month (GDPR, article 12)
   */
  readonly noncurrentVersionDays?: number;
  /**
   * How far the bucket is on its way out.
   * @default - in use: Terraform refuses to plan its destruction, and S3 to delete it
   */
  readonly retirement?: BucketRetirement;
}

export const DEFAULT_NAME = 'files';

/** Where exports are. */
export const EXPORTS = 'exports/';
