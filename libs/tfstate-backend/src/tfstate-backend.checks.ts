import { checkBounds, checkConfig, checkValues, isKnown } from '@restartix/core';
import { checkBucketName } from '@restartix/core/s3';
import type { TfstateBackendConfig } from './tfstate-backend.config';
import { TFSTATE_BACKEND_CONFIG } from './generated-inputs';

const MINIMUM_DAYS = 90;

/** @throws ConfigError for a name that S3 or DynamoDB refuses, or a history too short to go back. */
export function checkTfstateBackend(id: string, config: TfstateBackendConfig): void {
  checkValues('tfstate-backend', id, config, { inputs: TFSTATE_BACKEND_CONFIG });
  const { bucketName, lockTableName, noncurrentVersionDays, noncurrentVersionsKept } = config;
  checkConfig('tfstate-backend', id, (problem) => {
    checkBucketName('bucketName', bucketName, problem);
    if (isKnown(lockTableName) && !/^[A-Za-z0-9_.-]{3,255}$/.test(lockTableName)) {
      problem({
        property: 'lockTableName',
        value: lockTableName,
        allowed: '3 to 255 letters, digits, underscores, dots and hyphens (Amazon DynamoDB)',
        fix: 'Use a name such as acme-tfstate-lock, or leave it out: S3 locks by itself.',
      });
    }
    checkBounds(
      problem,
      {
        property: 'noncurrentVersionDays',
        value: noncurrentVersionDays,
        min: MINIMUM_DAYS,
        unit: 'days',
        fix: `A corrupted state is often found late: keep its versions for ${MINIMUM_DAYS} days at least.`,
      },
      {
        property: 'noncurrentVersionsKept',
        value: noncurrentVersionsKept,
        min: 1,
        max: 100,
        unit: 'versions',
        by: 'Amazon S3 lifecycle',
        fix: 'Use 20, the default.',
      },
    );
  });
}

/** @throws ConfigError when `env` or `key` would reach more than one state. */
export function checkStatePolicy(bucketName: string, env: string, key: string): void {
  checkConfig('tfstate-backend', bucketName, (problem) => {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(env)) {
      problem({
        property: 'env',
        value: env,
        allowed: 'lowercase letters, digits and hyphens',
        fix: 'Name one environment: a wildcard or a slash would reach into others.',
      });
    } else if (!/^[\w.-]+(\/[\w.-]+)*$/.test(key)) {
      problem({
        property: 'key',
        value: key,
        allowed: 'letters, digits, hyphens, underscores and dots, in parts between single slashes',
        fix: `Name one object, such as ${env}/terraform.tfstate: a wildcard would reach other states.`,
      });
    }
  });
}
