import { isKnown, type ReportProblem } from '../config-error';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '--x-s3', '--table-s3'];

/** Reports a name that S3 refuses, and one with a dot, which S3 takes but its certificate does not cover. */
export function checkBucketName(property: string, value: string | undefined, problem: ReportProblem): void {
  if (!isKnown(value)) return;
  const report = (allowed: string, fix: string): void =>
    problem({ property, value, allowed: `${allowed} (Amazon S3)`, fix });
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(value)) {
    report(
      '3 to 63 lowercase letters, digits and hyphens, no hyphen at either end',
      'Rename it, e.g. restartix-uploads-staging.',
    );
  }
  const prefix = RESERVED_PREFIXES.find((each) => value.startsWith(each));
  const suffix = RESERVED_SUFFIXES.find((each) => value.endsWith(each));
  if (prefix !== undefined) report(`a name without the reserved prefix "${prefix}"`, 'Rename it.');
  if (suffix !== undefined) report(`a name without the reserved suffix "${suffix}"`, 'Rename it.');
}
