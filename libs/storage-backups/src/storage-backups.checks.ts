import {
  checkBounds,
  checkConfig,
  checkFargateSize,
  checkKnown,
  checkLogRetention,
  checkValues,
  type ReportProblem,
} from '@restartix/core';
import { checkBucketName } from '@restartix/core/s3';
import { checkCopy } from './copy.checks';
import { KEY_ID, encryptionKeys } from './encryption-keys';
import { memoryFor, sizeFor } from './runner-size';
import { applicationRoleArns, type BackupRetention, type StorageBackupsConfig } from './storage-backups.config';
import { STORAGE_BACKUPS_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkStorageBackups(id: string, config: StorageBackupsConfig): void {
  checkValues('storage-backups', id, config, { inputs: STORAGE_BACKUPS_CONFIG });
  checkConfig('storage-backups', id, (problem) => {
    checkBucketName('bucketName', config.bucketName, problem);
    checkRetention(config, problem);
    checkNumbers(config, problem);
    checkSize(config, problem);
    checkRoles(config, problem);
    checkKeys(config, problem);
    checkCopy(config, problem);
    checkLogRetention('logRetentionInDays', config.logRetentionInDays, problem);
  });
}

function checkRetention({ retention }: StorageBackupsConfig, problem: ReportProblem): void {
  if (!retention) return;
  checkBackupRetention(retention, problem);
}

export function checkBackupRetention(retention: BackupRetention, problem: ReportProblem): void {
  const { years, days } = retention;
  if ((years === undefined) === (days === undefined)) {
    problem({ property: 'retention', value: retention, allowed: 'either years or days', fix: 'Give exactly one.' });
  }
  checkBounds(
    problem,
    { property: 'retention.years', value: years, min: 1, max: 100, by: 'Amazon S3', fix: 'Use 7.' },
    { property: 'retention.days', value: days, min: 1, max: 36500, by: 'Amazon S3', fix: 'Use 30.' },
  );
}

function checkNumbers(config: StorageBackupsConfig, problem: ReportProblem): void {
  const because = "the task's size follows from it";
  checkKnown(problem, { property: 'databaseStorageGib', value: config.databaseStorageGib, because });
  checkBounds(
    problem,
    {
      property: 'databaseStorageGib',
      value: config.databaseStorageGib,
      min: 1,
      max: 65_536,
      unit: 'GiB',
      by: 'Amazon RDS',
      fix: 'Use maxAllocatedStorage of the database.',
    },
    {
      property: 'ephemeralStorageGib',
      value: config.ephemeralStorageGib,
      min: 21,
      max: 200,
      unit: 'GiB',
      by: 'AWS Fargate',
      fix: 'Use 50.',
    },
    {
      property: 'keyDeletionWindowInDays',
      value: config.keyDeletionWindowInDays,
      min: 7,
      max: 30,
      unit: 'days',
      by: 'AWS KMS',
      fix: 'Use 30: every backup is lost with the key.',
    },
    { property: 'databasePort', value: config.databasePort, min: 1, max: 65_535, by: 'TCP', fix: 'Use 5432.' },
  );
}

function checkSize(
  { databaseStorageGib = 0, size = sizeFor(databaseStorageGib) }: StorageBackupsConfig,
  problem: ReportProblem,
): void {
  checkFargateSize(size, ({ property, ...rest }) => problem({ property: `size.${property}`, ...rest }));
  const needed = memoryFor(databaseStorageGib);
  if (size.memory >= needed) return;
  problem({
    property: 'size.memory',
    value: size.memory,
    allowed: `${needed} MiB or more for a database of ${databaseStorageGib} GiB: the AWS CLI holds parts of the upload in memory`,
    fix: 'Set size to a pair of cpu and memory that Fargate has, with so much memory.',
  });
}

function checkRoles(config: StorageBackupsConfig, problem: ReportProblem): void {
  const application = applicationRoleArns(config);
  for (const [key, value] of Object.entries(config.operationsRoleArns ?? {})) {
    if (!application.includes(value)) continue;
    problem({
      property: `operationsRoleArns.${key}`,
      value,
      allowed: 'a role that is not the application’s',
      fix: 'Give people who restore a role of their own.',
    });
  }
}

function checkKeys({ backupEncryptionSecretArn }: StorageBackupsConfig, problem: ReportProblem): void {
  const { current, arns } = encryptionKeys(backupEncryptionSecretArn);
  const ids = Object.keys(arns);
  for (const id of ids.filter((each) => !KEY_ID.test(each))) {
    problem({
      property: 'backupEncryptionSecretArn.arns',
      value: id,
      allowed: 'ids of 1 to 32 letters, digits, _ and -: they are in the names of backups',
      fix: 'Use 1.',
    });
  }
  if (!ids.includes(String(current))) {
    problem({
      property: 'backupEncryptionSecretArn.current',
      value: current,
      allowed: `an id of arns: ${ids.join(', ')}`,
      fix: 'Add the secret of this version to arns.',
    });
  }
}
