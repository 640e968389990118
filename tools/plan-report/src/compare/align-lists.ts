import { canonicalJson, isRecord } from '@restartix/kit';

/** Which elements of two lists belong together. */
export interface Alignment {
  /** Indices before and after of elements that are the same one, changed or not. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** Both have the same elements, in another order. */
  readonly reordered: boolean;
}

// Beyond it, elements are compared by their places.
const LARGEST = 1000;

/**
 * Aligns two lists by their longest common subsequence, so that one element more is one difference and not as many as
 * follow it. What is left between two anchors is paired by name, or else by place.
 */
export function align(before: readonly unknown[], after: readonly unknown[]): Alignment {
  const [left, right] = [before, after].map((list) => list.map(canonicalJson));
  if (isReordered(left!, right!)) return { pairs: [], removed: [], added: [], reordered: true };
  const anchors = Math.max(left!.length, right!.length) > LARGEST ? [] : commonSubsequence(left!, right!);
  const pairs: (readonly [number, number])[] = [];
  const removed: number[] = [];
  const added: number[] = [];
  let [i, j] = [0, 0];
  for (const anchor of [...anchors, [before.length, after.length] as const]) {
    const gap = pairGap(before, after, [range(i, anchor[0]), range(j, anchor[1])]);
    pairs.push(...gap.pairs);
    removed.push(...gap.removed);
    added.push(...gap.added);
    if (anchor[0] < before.length && anchor[1] < after.length) pairs.push(anchor);
    [i, j] = [anchor[0] + 1, anchor[1] + 1];
  }
  return { ...withMoved(before, after, { pairs, removed, added }), reordered: false };
}

/** An element that went to another place and changed there is still the one of its name. */
function withMoved(
  before: readonly unknown[],
  after: readonly unknown[],
  { pairs, removed, added }: Omit<Alignment, 'reordered'>,
): Omit<Alignment, 'reordered'> {
  const free = new Set(added);
  const moved = removed.flatMap((i) => {
    const name = nameOf(before[i]);
    const place = name === undefined ? undefined : [...free].find((j) => nameOf(after[j]) === name);
    if (place === undefined) return [];
    free.delete(place);
    return [[i, place] as const];
  });
  const from = new Set(moved.map(([i]) => i));
  return {
    pairs: [...pairs, ...moved],
    removed: removed.filter((i) => !from.has(i)),
    added: added.filter((j) => free.has(j)),
  };
}

function pairGap(
  before: readonly unknown[],
  after: readonly unknown[],
  [left, right]: readonly [readonly number[], readonly number[]],
): Omit<Alignment, 'reordered'> {
  const pairs: (readonly [number, number])[] = [];
  const free = new Set(right);
  const rest = left.filter((i) => {
    const name = nameOf(before[i]);
    const partner = name === undefined ? undefined : [...free].find((j) => nameOf(after[j]) === name);
    if (partner === undefined) return true;
    pairs.push([i, partner]);
    free.delete(partner);
    return false;
  });
  // Two elements with different names are two, not one that changed.
  const nameless = (items: readonly unknown[], indices: readonly number[]): number[] =>
    indices.filter((index) => nameOf(items[index]) === undefined);
  const [from, to] = [nameless(before, rest), nameless(after, [...free])];
  const count = Math.min(from.length, to.length);
  for (let n = 0; n < count; n += 1) pairs.push([from[n]!, to[n]!]);
  const paired = new Set(pairs.flatMap(([, j]) => [j]));
  const matched = new Set(pairs.flatMap(([i]) => [i]));
  return {
    pairs: pairs.sort(([a], [b]) => a - b),
    removed: left.filter((i) => !matched.has(i)),
    added: right.filter((j) => !paired.has(j)),
  };
}

const NAMES = [
  ...['Sid', 'sid', 'id', 'rule_id', 'ref', 'name', 'key', 'title', 'setting_id', 'domain_name'],
  ...['containerName', 'containerPath', 'containerPort', 'sourceVolume', 'capacity_provider', 'subnet_id'],
];

/**
 * What an element of a list is called in AWS's own shapes: containers, variables, ports, statements, lifecycle rules, widgets
 * of a dashboard.
 */
export function nameOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const name = NAMES.map((each) => item[each]).find(isName);
  return name === undefined ? widgetName(item) : String(name);
}

/** A widget's title, or the first line of its text. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function widgetName({ properties }: Readonly<Record<string, unknown>>): string | undefined {
  if (!isRecord(properties)) return undefined;
  const { title, markdown } = properties;
  if (isName(title)) return String(title);
  return typeof markdown === 'string' ? markdown.trim().split('\n')[0]!.replace(/^#+ */, '').slice(0, 60) : undefined;
}

function isName(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function isReordered(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length || left.length < 2 || left.every((item, i) => item === right[i])) return false;
  const sorted = [...right].sort();
  return [...left].sort().every((item, i) => item === sorted[i]);
}

function commonSubsequence(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const found: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) found.push([i++, j++] as const);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1;
    else j += 1;
  }
  return found;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
