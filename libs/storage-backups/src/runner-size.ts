import type { FargateSize } from '@restartix/core';

const VCPU = 1024;

/** Up to so many GiB of database, the task has this size: a dump then takes about two hours at most. */
const SIZES: readonly (readonly [gib: number, size: FargateSize])[] = [
  [40, { cpu: 256, memory: 1024 }],
  [80, { cpu: 512, memory: 1024 }],
  [160, { cpu: 1024, memory: 2048 }],
  // gzip has a processor to itself; it uses no second one.
  [Infinity, { cpu: 2048, memory: 4096 }],
];

/** The size for a database that may grow to so many GiB. */
export function sizeFor(databaseStorageGib = 0): FargateSize {
  return SIZES.find(([gib]) => databaseStorageGib <= gib)![1];
}

// Measured with a dump of text: gzip takes 30 MiB a second from one processor.
const MIB_PER_SECOND = 30;

/** How long a dump of so many GiB takes: what comes before and after gzip costs little. */
export function hoursOf(databaseStorageGib: number, { cpu }: FargateSize): number {
  const rate = MIB_PER_SECOND * Math.min(1, cpu / VCPU);
  return (databaseStorageGib * 1024) / rate / 3600;
}

// The AWS CLI uploads in 10,000 parts at the most, none below 8 MiB, and holds six of them with one on its way in.
// https://docs.aws.amazon.com/cli/latest/reference/s3/cp.html (--expected-size)
const PARTS = 10_000;
const MIN_PART_MIB = 8;
const PARTS_IN_MEMORY = 7;
/** Python, pg_dump, openssl and the shell. */
const PROGRAMS_MIB = 384;

/** MiB that the task needs for the upload. */
export function memoryFor(databaseStorageGib: number): number {
  const part = Math.max(MIN_PART_MIB, (databaseStorageGib * 1024) / PARTS);
  return Math.ceil(PROGRAMS_MIB + PARTS_IN_MEMORY * part);
}
