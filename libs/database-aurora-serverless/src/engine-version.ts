import type { PostgresVersion } from '@restartix/core/postgres';

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
const FIRST_MINOR_THAT_PAUSES: Readonly<Record<number, number>> = { 13: 15, 14: 12, 15: 7, 16: 3 };

/** Whether a cluster of this version can pause (`minCapacity: 0`). What AWS creates for a major alone can. */
export function supportsScaleToZero({ major, minor = Infinity }: PostgresVersion): boolean {
  return major > 16 || minor >= (FIRST_MINOR_THAT_PAUSES[major] ?? Infinity);
}
