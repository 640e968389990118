import { isKnown, type ConfigProblem } from '@restartix/core';

const RESERVED_BEGINNINGS = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_ENDS = ['-s3alias', '--ols-s3', '--x-s3', '--table-s3'];

/**
 * Reports a name that S3 refuses, and one with a dot, which S3 takes but its certificate does not cover.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function checkBucketName(bucketName: string, problem: (found: ConfigProblem) => void): void {
  if (!isKnown(bucketName)) return;
  const report = (allowed: string, fix: string): void =>
    problem({ property: 'bucketName', value: bucketName, allowed, fix });
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucketName)) {
    report(
      '3 to 63 lowercase letters, digits and hyphens, no hyphen at either end (Amazon S3)',
      'Rename it, e.g. restartix-uploads-staging.',
    );
  }
  const beginning = RESERVED_BEGINNINGS.find((each) => bucketName.startsWith(each));
  const end = RESERVED_ENDS.find((each) => bucketName.endsWith(each));
  if (beginning !== undefined) report(`a name without the reserved beginning "${beginning}" (Amazon S3)`, 'Rename it.');
  if (end !== undefined) report(`a name without the reserved end "${end}" (Amazon S3)`, 'Rename it.');
}
