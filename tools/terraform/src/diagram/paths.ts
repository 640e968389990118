import type { Arrow, Box } from './boxes';

/** A box whose place from left to right is known. */
export interface Column extends Box {
  readonly x: number;
  readonly width: number;
}

/** One arrow's way: a vertical in each lane that it passes, a horizontal in each channel between two lanes. */
export interface Path {
  readonly arrow: Arrow;
  /** 1 runs down, -1 up, 0 leaves and arrives below the same lane. */
  readonly step: number;
  readonly from: number;
  readonly to: number;
  /** Where it leaves, where it passes each lane, where it arrives. */
  readonly xs: readonly number[];
}

interface Settings {
  /** Between two boxes of a lane. */
  readonly gap: number;
}

const DISTANCE = 16;

/** Leads every arrow through the gaps between boxes, each arrow with a place of its own on every side and in every gap. */
export function pathsOf(lanes: readonly (readonly Column[])[], arrows: readonly Arrow[], { gap }: Settings): Path[] {
  const laneOf = new Map(lanes.flatMap((lane, i) => lane.map(({ id }) => [id, i] as const)));
  const columnOf = new Map(lanes.flat().map((column) => [column.id, column]));
  const slots = new Slots();
  const planned = arrows.map((arrow) => {
    const [left, right] = [columnOf.get(arrow.from)!, columnOf.get(arrow.to)!];
    const [from, to] = [laneOf.get(arrow.from)!, laneOf.get(arrow.to)!];
    const step = Math.sign(to - from);
    const passed = Array.from({ length: Math.max(0, Math.abs(to - from) - 1) }, (_, i) => from + step * (i + 1));
    const gaps = passed.map((lane, i) => {
      const straight = middle(left) + ((middle(right) - middle(left)) * (i + 1)) / (passed.length + 1);
      return { place: `${lane}`, x: nearest(gapsOf(lanes[lane]!, gap), straight) };
    });
    const ways = [
      { place: `${arrow.from} ${step < 0 ? 'top' : 'bottom'}`, x: middle(left), towards: gaps[0]?.x ?? middle(right) },
      ...gaps.map(({ place, x }) => ({ place: `${place} ${x}`, x, towards: middle(left) })),
      {
        place: `${arrow.to} ${step > 0 ? 'top' : 'bottom'}`,
        x: middle(right),
        towards: gaps.at(-1)?.x ?? middle(left),
      },
    ];
    for (const { place, towards } of ways) slots.add(place, arrow, towards);
    return { arrow, step, from, to, ways };
  });
  return planned.map(({ ways, ...path }) => ({
    ...path,
    xs: ways.map(({ place, x }, i) => {
      const isSide = i === 0 || i === ways.length - 1;
      const room = isSide
        ? columnOf.get(i === 0 ? path.arrow.from : path.arrow.to)!.width - 24
        : gap - 2 * OFF_CENTRE - 12;
      return x + slots.offset(place, path.arrow, room);
    }),
  }));
}

/** Who uses a place, and where each comes from or goes to. */
class Slots {
  private readonly users = new Map<string, { readonly arrow: Arrow; readonly towards: number }[]>();

  add(place: string, arrow: Arrow, towards: number): void {
    this.users.set(place, [...(this.users.get(place) ?? []), { arrow, towards }]);
  }

  /** How far from the middle of the place an arrow runs. */
  offset(place: string, arrow: Arrow, room: number): number {
    const name = (each: Arrow): string => `${each.from} ${each.to}`;
    const users = [...this.users.get(place)!].sort(
      (a, b) => a.towards - b.towards || (name(a.arrow) < name(b.arrow) ? -1 : 1),
    );
    const index = users.findIndex((user) => user.arrow === arrow);
    return (index - (users.length - 1) / 2) * Math.min(DISTANCE, room / Math.max(1, users.length - 1));
  }
}

// The middle of a gap may be the middle of a box in the next lane, where its own arrows run.
const OFF_CENTRE = 6;

function gapsOf(lane: readonly Column[], gap: number): number[] {
  const middles = [lane[0]!.x - gap / 2, ...lane.map(({ x, width }) => x + width + gap / 2)];
  return middles.map((x) => x + OFF_CENTRE);
}

function nearest(candidates: readonly number[], wanted: number): number {
  return candidates.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best));
}

function middle({ x, width }: Column): number {
  return x + width / 2;
}
