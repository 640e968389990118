import { checkConfig, isKnown, type ModuleConfig } from '@restartix/core';

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

const MINIMUM_DAYS = 90;

/** @throws ConfigError for a name that S3 or DynamoDB refuses, or a history too short to go back. */
export function checkTfstateBackendConfig(id: string, config: TfstateBackendConfig): void {
  const { bucketName, lockTableName, noncurrentVersionDays, noncurrentVersionsKept } = config;
  checkConfig('tfstate-backend', id, (problem) => {
    if (isKnown(bucketName) && !isBucketName(bucketName)) {
      problem({
        property: 'bucketName',
        value: bucketName,
        allowed: '3 to 63 lowercase letters, digits and hyphens, not at either end (Amazon S3, without dots)',
        fix: 'Use a name such as acme-tfstate.',
      });
    }
    if (isKnown(lockTableName) && !/^[A-Za-z0-9_.-]{3,255}$/.test(lockTableName)) {
      problem({
        property: 'lockTableName',
        value: lockTableName,
        allowed: '3 to 255 letters, digits, underscores, dots and hyphens (Amazon DynamoDB)',
        fix: 'Use a name such as acme-tfstate-lock, or leave it out: S3 locks by itself.',
      });
    }
    if (isKnown(noncurrentVersionDays) && !isWhole(noncurrentVersionDays, MINIMUM_DAYS)) {
      problem({
        property: 'noncurrentVersionDays',
        value: noncurrentVersionDays,
        allowed: `whole days, ${MINIMUM_DAYS} or more`,
        fix: `A corrupted state is often found late: keep its versions for ${MINIMUM_DAYS} days at least.`,
      });
    }
    if (isKnown(noncurrentVersionsKept) && !isWhole(noncurrentVersionsKept, 1, 100)) {
      problem({
        property: 'noncurrentVersionsKept',
        value: noncurrentVersionsKept,
        allowed: '1 to 100 versions (Amazon S3 lifecycle)',
        fix: 'Use 20, the default.',
      });
    }
  });
}

// The prefixes and suffixes that S3 keeps for itself.
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/;

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name) && !RESERVED.test(name);
}

function isWhole(value: number, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
