import type { Point } from './measures';

const ARROWHEAD = 8;
const RADIUS = 8;

/** What is drawn of an arrow: its line with rounded corners, and its head. */
export function drawn(points: readonly Point[]): { readonly line: string; readonly head: string } {
  const [end, before] = [points.at(-1)!, points.at(-2)!];
  const tip = towards(end, before, ARROWHEAD);
  const half = ARROWHEAD / 2;
  // A label on the line may have moved it by a hair.
  const isVertical = Math.abs(end.x - before.x) < Math.abs(end.y - before.y);
  const [dx, dy] = isVertical ? [half, 0] : [0, half];
  const sides = [
    { x: tip.x - dx, y: tip.y - dy },
    { x: tip.x + dx, y: tip.y + dy },
  ];
  return {
    line: curve([...points.slice(0, -1), tip]),
    head: `M${point(end)} L${point(sides[0]!)} L${point(sides[1]!)} Z`,
  };
}

// A jog of less than this is where a line enters a group: nobody means it.
const JOG = 4;

/** The same corners without jogs that nobody sees as such, and without corners on a straight line. */
export function straightened(points: readonly Point[]): Point[] {
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  const result = points.map(({ x, y }) => ({ x: tenth(x), y: tenth(y) }));
  for (let i = 1; i < result.length; i += 1) {
    const [old, x] = [result[i - 1]!.x, result[i]!.x];
    if (old === x || Math.abs(old - x) >= JOG) continue;
    for (let k = i - 1; k >= 0 && result[k]!.x === old; k -= 1) result[k]!.x = x;
  }
  return result.filter((each, i) => {
    const [before, after] = [result[i - 1], result[i + 1]];
    if (!before || !after) return true;
    return !(before.x === each.x && each.x === after.x) && !(before.y === each.y && each.y === after.y);
  });
}

function curve(points: readonly Point[]): string {
  const parts = points.slice(1, -1).map((corner, i) => {
    const [before, after] = [points[i]!, points[i + 2]!];
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    return `L${point(towards(corner, before, radius))} Q${point(corner)} ${point(towards(corner, after, radius))}`;
  });
  return [`M${point(points[0]!)}`, ...parts, `L${point(points.at(-1)!)}`].join(' ');
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const part = whole === 0 ? 0 : length / whole;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function point({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
