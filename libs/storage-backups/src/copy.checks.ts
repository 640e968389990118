import { isKnown, type ReportProblem } from '@restartix/core';
import type { StorageBackupsConfig } from './storage-backups.config';

const BUCKET = /^arn:[a-z-]+:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/;
const KEY = /^arn:[a-z-]+:kms:([a-z0-9-]+):(\d{12}):key\/[\w-]+$/;

/** What S3 takes without a word, and then copies nothing. */
export function checkCopy({ copy, bucketName }: StorageBackupsConfig, problem: ReportProblem): void {
  if (copy === undefined) return;
  const { bucketArn, region, kmsKeyArn, accountId } = copy;
  const report = (property: string, value: unknown, allowed: string, fix: string): void =>
    problem({ property: `copy.${property}`, value, allowed, fix });
  if (accountId !== undefined && isKnown(accountId) && !/^\d{12}$/.test(accountId)) {
    report('accountId', accountId, '12 digits', 'Leave it out for the account of the backups.');
  }
  // The metric and the role need the name now.
  if (!isKnown(bucketArn) || !BUCKET.test(bucketArn)) {
    report('bucketArn', bucketArn, 'arn:aws:s3:::{bucket}, written out', 'Write down bucketArn of the BackupCopy.');
  } else if (BUCKET.exec(bucketArn)?.[1] === bucketName) {
    report(
      'bucketArn',
      bucketArn,
      'another bucket than bucketName',
      'Make a BackupCopy elsewhere, and give its bucketArn.',
    );
  }
  if (kmsKeyArn === undefined || (isKnown(kmsKeyArn) && !KEY.test(kmsKeyArn))) {
    report(
      'kmsKeyArn',
      kmsKeyArn,
      'arn:aws:kms:{region}:{account}:key/{id}; S3 encrypts with no alias of another account, and copies nothing that is encrypted without a key',
      'Give kmsKeyArn of the BackupCopy.',
    );
    return;
  }
  if (!isKnown(kmsKeyArn)) return;
  const [, keyRegion, keyAccount] = KEY.exec(kmsKeyArn)!;
  if (isKnown(region) && keyRegion !== region) {
    report('kmsKeyArn', kmsKeyArn, `a key of the bucket's region, ${region}`, 'Give kmsKeyArn of the BackupCopy.');
  }
  if (isKnown(accountId) && keyAccount !== accountId) {
    report('kmsKeyArn', kmsKeyArn, `a key of the bucket's account, ${accountId}`, 'Give kmsKeyArn of the BackupCopy.');
  }
}
