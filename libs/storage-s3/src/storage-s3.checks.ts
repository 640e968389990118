import { checkBounds, checkConfig, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import { checkBucketKey, checkBucketName } from '@restartix/core/s3';
import { retentionOf, type StorageS3Config } from './storage-s3.config';
import { STORAGE_S3_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkStorageS3(id: string, config: StorageS3Config): void {
  checkValues('storage-s3', id, config, { inputs: STORAGE_S3_CONFIG });
  checkConfig('storage-s3', id, (problem) => {
    checkBucketName('bucketName', config.bucketName, problem);
    checkRetention(config, problem);
    checkBucketKey('kmsKeyId', config.kmsKeyId, problem);
    checkNoncurrentVersions(config, problem);
    checkCors(config, problem);
  });
}

function checkRetention(config: StorageS3Config, problem: ReportProblem): void {
  const { retention, forceDestroy } = config;
  const locked = retentionOf(config) !== undefined;
  if (retention && !locked) {
    problem({
      property: 'retention',
      value: retention,
      allowed: 'nothing without an object lock',
      fix: 'Set enableObjectLock to true, or leave retention out.',
    });
  }
  if (forceDestroy && locked) {
    problem({
      property: 'forceDestroy',
      value: true,
      allowed: 'false with an object lock, which no destroy can delete objects under (Amazon S3)',
      fix: 'Leave it out, or set enableObjectLock to false while the bucket does not exist yet.',
    });
  }
  if (!retention) return;
  const { years, days } = retention;
  if ((years === undefined) === (days === undefined)) {
    problem({
      property: 'retention',
      value: retention,
      allowed: 'either years or days',
      fix: 'Give exactly one of them.',
    });
  }
  checkBounds(
    problem,
    { property: 'retention.years', value: years, min: 1, max: 100, by: 'Amazon S3', fix: 'Use 7.' },
    { property: 'retention.days', value: days, min: 1, max: 36500, by: 'Amazon S3', fix: 'Use 1 or more.' },
  );
}

function checkNoncurrentVersions(config: StorageS3Config, problem: ReportProblem): void {
  const { noncurrentVersionDays: value } = config;
  if (!isKnown(value)) return;
  if (retentionOf(config)) {
    problem({
      property: 'noncurrentVersionDays',
      value,
      allowed: 'nothing with an object lock: locked versions stay',
      fix: 'Leave it out.',
    });
    return;
  }
  checkBounds(problem, {
    property: 'noncurrentVersionDays',
    value,
    min: 1,
    max: 36500,
    unit: 'days',
    by: 'Amazon S3',
    fix: 'Use 90: time enough to notice a deletion.',
  });
}

function checkCors({ cors = {} }: StorageS3Config, problem: ReportProblem): void {
  const names = Object.keys(cors);
  if (names.length > 100) {
    problem({ property: 'cors', value: names.length, allowed: 'up to 100 rules (Amazon S3)', fix: 'Merge some.' });
  }
  for (const [name, { allowedOrigins, allowedMethods }] of Object.entries(cors)) {
    for (const [property, value] of Object.entries({ allowedOrigins, allowedMethods })) {
      if (value.length > 0) continue;
      problem({
        property: `cors.${name}.${property}`,
        value,
        allowed: 'at least one',
        fix: 'Add one, or remove the rule.',
      });
    }
  }
}
