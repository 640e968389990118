import type { Arrow, Box } from './boxes';
import { TIERS } from './kinds';

/** A row of boxes; a tier with many boxes has several. */
export interface Lane {
  readonly title: string;
  /** The first lane of its tier. */
  readonly first: boolean;
  readonly boxes: readonly Box[];
}

const PER_LANE = 6;
const SWEEPS = 6;

/** The boxes in the lanes of their tiers, ordered so that what is joined is near. */
export function lanesOf(boxes: readonly Box[], arrows: readonly Arrow[]): Lane[] {
  const lanes = TIERS.flatMap(({ tier, title }) => {
    const own = boxes.filter((box) => box.tier === tier);
    const count = Math.ceil(own.length / PER_LANE);
    const size = Math.ceil(own.length / Math.max(1, count));
    return Array.from({ length: count }, (_, i) => ({
      title,
      first: i === 0,
      boxes: own.slice(i * size, (i + 1) * size),
    }));
  });
  return ordered(lanes, arrows);
}

/** Moves each box towards the middle of what it is joined with, a few times. */
function ordered(lanes: readonly Lane[], arrows: readonly Arrow[]): Lane[] {
  let result = [...lanes];
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const positions = new Map(
      result.flatMap(({ boxes }) => boxes.map(({ id }, i) => [id, i - (boxes.length - 1) / 2] as const)),
    );
    const weight = ({ id }: Box): number => {
      const joined = arrows.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
      if (joined.length === 0) return positions.get(id)!;
      return joined.reduce((sum, each) => sum + positions.get(each)!, 0) / joined.length;
    };
    result = result.map((lane) => ({
      ...lane,
      boxes: [...lane.boxes].sort((a, b) => weight(a) - weight(b) || (a.id < b.id ? -1 : 1)),
    }));
  }
  return result;
}
