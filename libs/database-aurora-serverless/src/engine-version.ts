export interface EngineVersion {
  readonly major: number;
  readonly minor: number;
}

/** Undefined for what is not `major.minor`. */
export function parseEngineVersion(text: string): EngineVersion | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
const FIRST_MINOR_THAT_PAUSES: Readonly<Record<number, number>> = { 13: 15, 14: 12, 15: 7, 16: 3 };

/** Whether a cluster of this version can pause (`minCapacity: 0`). */
export function supportsScaleToZero({ major, minor }: EngineVersion): boolean {
  return major > 16 || minor >= (FIRST_MINOR_THAT_PAUSES[major] ?? Infinity);
}
