import type { EnvStack } from '@restartix/core';
import { BackupCopy } from '../src';

/** The other end of `copy`, in a stack of the other region or account. */
export default function example(stack: EnvStack): void {
  new BackupCopy(stack, 'copy', {
    bucketName: 'restartix-backups-production-copy',
    sourceRoleArn: 'arn:aws:iam::210987654321:role/restartix-production-backup-copy',
    readerRoleArns: {
      restore: 'arn:aws:iam::210987654321:role/restartix-production-backup-restore-task',
      disaster: 'arn:aws:iam::123456789012:role/disaster-restore',
    },
    keyDeletionWindowInDays: 30,
  });
}
