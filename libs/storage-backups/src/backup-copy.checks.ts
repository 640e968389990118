import { checkBounds, checkConfig, checkValues, isKnown } from '@restartix/core';
import { checkBucketName } from '@restartix/core/s3';
import { ROLE, type BackupCopyConfig } from './backup-copy.config';
import { checkBackupRetention } from './storage-backups.checks';
import { BACKUP_COPY_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkBackupCopy(id: string, config: BackupCopyConfig): void {
  checkValues('storage-backups', id, config, { inputs: BACKUP_COPY_CONFIG });
  checkConfig('storage-backups', id, (problem) => {
    checkBucketName('bucketName', config.bucketName, problem);
    if (config.retention) checkBackupRetention(config.retention, problem);
    const roles = Object.entries(config.readerRoleArns).map(([key, arn]) => [`readerRoleArns.${key}`, arn] as const);
    for (const [property, value] of [['sourceRoleArn', config.sourceRoleArn] as const, ...roles]) {
      if (isKnown(value) && ROLE.test(value)) continue;
      problem({
        property,
        value,
        allowed: 'arn:aws:iam::{account}:role/{name}, written out: policies here name its account',
        fix: 'Write out the ARN.',
      });
    }
    if (roles.length === 0) {
      problem({
        property: 'readerRoleArns',
        value: config.readerRoleArns,
        allowed: 'one role at least: nobody else ever decrypts a copy',
        fix: 'Give the role that restores.',
      });
    }
    checkBounds(problem, {
      property: 'keyDeletionWindowInDays',
      value: config.keyDeletionWindowInDays,
      min: 7,
      max: 30,
      unit: 'days',
      by: 'AWS KMS',
      fix: 'Use 30: every copy is lost with the key.',
    });
  });
}
