import type { ModuleConfig } from '@restartix/core';

/** Inputs of the state backend. */
export interface TfstateBackendConfig extends ModuleConfig {
  /**
   * Name of the bucket, unique in all of AWS.
   * @default - `{project}-tfstate`: one bucket per account, so no environment is in its name
   */
  readonly bucketName?: string;
  /**
   * Name of a DynamoDB table for clients older than Terraform 1.10, which cannot lock in S3 itself.
   * @default - none: S3 locks with conditional writes (`use_lockfile`)
   */
  readonly lockTableName?: string;
  /**
   * `protected`: Terraform refuses to destroy the bucket. `removable`: for the end of an account.
   * @default 'protected'
   */
  readonly removal?: 'protected' | 'removable';
  /**
   * Days after which an overwritten version of a state is removed, at least 90: the way back from a corrupted state.
   * @default 365
   */
  readonly noncurrentVersionDays?: number;
  /**
   * How many overwritten versions stay however old they are, 1 to 100.
   * @default 20
   */
  readonly noncurrentVersionsKept?: number;
}
