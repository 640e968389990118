import type { Path } from './paths';

/** The space below a lane, in which arrows run from side to side. */
export interface Channel {
  readonly tracks: number;
  /** Which track an arrow runs on, from the top. */
  trackOf(path: Path): number;
}

interface Run {
  readonly path: Path;
  readonly left: number;
  readonly right: number;
}

// Two arrows on one track keep this distance.
const APART = 12;

/** Gives each arrow a track of its own wherever it would meet another. */
export function channelsOf(paths: readonly Path[], lanes: number): Channel[] {
  return Array.from({ length: lanes }, (_, lane) => channel(paths.flatMap((path) => runBelow(path, lane))));
}

/** The part of an arrow in the channel below a lane: between which two verticals it runs there. */
export function crossing({ step, from, to, xs }: Path, lane: number): readonly [number, number] | undefined {
  const index = step > 0 ? lane - from : step < 0 ? from - 1 - lane : lane === from ? 0 : -1;
  const count = step === 0 ? 1 : Math.abs(to - from);
  return index < 0 || index >= count ? undefined : [xs[index]!, xs[index + 1]!];
}

function runBelow(path: Path, lane: number): Run[] {
  const ends = crossing(path, lane);
  return ends ? [{ path, left: Math.min(...ends), right: Math.max(...ends) }] : [];
}

function channel(runs: readonly Run[]): Channel {
  const tracks: Run[][] = [];
  const placed = new Map<Path, number>();
  for (const run of [...runs].sort((a, b) => a.right - a.left - (b.right - b.left) || a.left - b.left)) {
    const free = tracks.findIndex((track) =>
      track.every(({ left, right }) => run.right + APART < left || right + APART < run.left),
    );
    const track = free < 0 ? tracks.length : free;
    tracks[track] = [...(tracks[track] ?? []), run];
    placed.set(run.path, track);
  }
  return { tracks: tracks.length, trackOf: (path) => placed.get(path) ?? 0 };
}
