import type { FargateSize } from '@restartix/core';

const VCPU = 1024;
const MIB_PER_GIB = 1024;

/** Up to so many GiB of database, a task has this size. */
const SIZES: readonly (readonly [gib: number, size: FargateSize])[] = [
  [40, { cpu: 256, memory: 1024 }],
  [80, { cpu: 512, memory: 1024 }],
  [160, { cpu: 1024, memory: 2048 }],
  // zstd and pg_dump have a processor each; they use no third one.
  [Infinity, { cpu: 2048, memory: 4096 }],
];

/** The size for a database that may grow to so many GiB. */
export function sizeFor(databaseStorageGib = 0): FargateSize {
  return SIZES.find(([gib]) => databaseStorageGib <= gib)![1];
}

/**
 * MiB of database a second, measured with text and JSON. A processor does 100 of a dump (pg_dump | zstd -3 | openssl, two of
 * them busy) and 200 of a load (openssl | zstd | pg_restore | psql); half of that is planned with. gzip did 16 to 30. A
 * load waits for the server, which makes all indexes one after the other.
 */
const RATES = {
  dump: { perProcessor: 50, processors: 2, server: 100 },
  load: { perProcessor: 100, processors: 2, server: 30 },
  /** Reading an object to verify it; MiB of the object. */
  verify: { perProcessor: 150, processors: 1, server: 80 },
} as const;

/** An object is a fifth of its database, measured; a third is planned with. */
const OBJECT_PART = 1 / 3;

function secondsOf(mib: number, { cpu }: FargateSize, rate: (typeof RATES)[keyof typeof RATES]): number {
  return mib / Math.min(rate.server, rate.perProcessor * Math.min(rate.processors, cpu / VCPU));
}

/** What a database of so many GiB takes, in hours. */
export function hoursOf(
  databaseStorageGib: number,
  size: FargateSize,
): { readonly backup: number; readonly restore: number } {
  const mib = databaseStorageGib * MIB_PER_GIB;
  return {
    backup: secondsOf(mib, size, RATES.dump) / 3600,
    restore: (secondsOf(mib * OBJECT_PART, size, RATES.verify) + secondsOf(mib, size, RATES.load)) / 3600,
  };
}

// The AWS CLI uploads in 10,000 parts at the most, none below 8 MiB, and holds six of them with one on its way in.
// https://docs.aws.amazon.com/cli/latest/reference/s3/cp.html (--expected-size)
const PARTS = 10_000;
const MIN_PART_MIB = 8;
const PARTS_IN_MEMORY = 7;
/** Python, pg_dump, openssl and the shell. */
const PROGRAMS_MIB = 384;

/** MiB of each part of the upload: the database's size is what the CLI is told to expect, which is more than comes. */
export function partOf(databaseStorageGib: number): number {
  return Math.max(MIN_PART_MIB, (databaseStorageGib * MIB_PER_GIB) / PARTS);
}

/** GiB of the object, at most. No task has it on its disk. */
export function objectOf(databaseStorageGib: number): number {
  return databaseStorageGib * OBJECT_PART;
}

/** MiB that the task needs for the upload. */
export function memoryFor(databaseStorageGib: number): number {
  return Math.ceil(PROGRAMS_MIB + PARTS_IN_MEMORY * partOf(databaseStorageGib));
}
