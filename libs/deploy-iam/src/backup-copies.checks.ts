import { checkConfig, isKnown, type ModuleContext } from '@restartix/core';
import type { BackupCopyDestination } from './backup-copies';
import { buckets } from './names';

/** @throws ConfigError for a destination that is a pattern, or that the environment's own pipeline could open. */
export function checkBackupCopies(
  id: string,
  context: ModuleContext,
  destinations: readonly BackupCopyDestination[],
): void {
  const own = buckets(context).map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`));
  checkConfig('deploy-iam', id, (problem) => {
    destinations.forEach(({ bucketArn, kmsKeyArn }, index) => {
      const property = `backupCopies[${index}]`;
      if (!isKnown(bucketArn) || !/^arn:[a-z-]+:s3:::[a-z0-9.-]+$/.test(bucketArn)) {
        const allowed = 'arn:aws:s3:::{bucket}, without a wildcard';
        problem({ property: `${property}.bucketArn`, value: bucketArn, allowed, fix: 'Write it out.' });
      } else if (own.some((pattern) => pattern.test(bucketArn))) {
        problem({
          property: `${property}.bucketArn`,
          value: bucketArn,
          allowed: `a bucket that the pipeline of ${context.env} does not manage by its name`,
          fix: `Call it ${context.project}-backups-${context.env}-copy.`,
        });
      }
      if (isKnown(kmsKeyArn) && /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(kmsKeyArn)) return;
      const allowed = 'arn:aws:kms:{region}:{account}:key/{id}, without a wildcard';
      problem({ property: `${property}.kmsKeyArn`, value: kmsKeyArn, allowed, fix: 'Write it out.' });
    });
  });
}
