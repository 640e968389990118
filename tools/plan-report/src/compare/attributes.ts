import { align, nameOf } from './align-lists';
import type { Change } from '../plan-json';
import type { AttributeChange, Shown } from '../model';

interface Side {
  readonly value: unknown;
  readonly sensitive: unknown;
  readonly unknown: unknown;
}

/** An element of a list: where it is, and what it is called if it has a name. */
interface Element {
  readonly index: number;
  readonly name?: string;
}

type Path = readonly (string | number | Element)[];

/** How lists are compared that one side does not have at all. */
export interface Comparison {
  /** By place, as Terraform counts; or by whole elements, as people read. */
  readonly newLists: 'places' | 'elements';
}

/**
 * The attributes that a change touches, down to the leaf, sorted by path. Whatever Terraform marks as sensitive is
 * masked as a whole, and JSON texts (policies, container definitions) are compared by structure.
 */
export function attributeChanges(change: Change, how: Comparison = { newLists: 'places' }): AttributeChange[] {
  const before: Side = { value: change.before, sensitive: change.before_sensitive, unknown: false };
  const after: Side = { value: change.after, sensitive: change.after_sensitive, unknown: change.after_unknown };
  const replaced = (change.replace_paths ?? []).map(show);
  return compare({ before, after, path: [], how })
    .map(({ path, ...sides }) => ({
      path: show(path),
      label: labelOf(path),
      ...sides,
      forcesReplacement: replaced.some(
        (each) => show(path) === each || show(path).startsWith(`${each}.`) || show(path).startsWith(`${each}[`),
      ),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

type Found = Omit<AttributeChange, 'path' | 'label' | 'forcesReplacement'> & { readonly path: Path };

interface Pair {
  readonly before: Side;
  readonly after: Side;
  readonly path: Path;
  readonly how: Comparison;
}

function compare({ before, after, path, how }: Pair): Found[] {
  if (before.sensitive === true || after.sensitive === true) {
    return sameJson(before.value, after.value) && after.unknown !== true && before.sensitive === after.sensitive
      ? []
      : [{ path, before: shown(before, true), after: shown(after, true) }];
  }
  if (after.unknown === true) return [{ path, before: shown(before, false), after: { kind: 'unknown' } }];

  const [left, right] = [parsed(before.value), parsed(after.value)];
  if (isContainer(left) || isContainer(right)) {
    const [from, to] =
      how.newLists === 'elements' ? [left ?? emptyLike(right), right ?? emptyLike(left)] : [left, right];
    if (Array.isArray(from) && Array.isArray(to)) {
      return compareLists({ before, after, left: from, right: to, path, how });
    }
    if (comparable(left, right)) {
      return keysOf(left, right, after.unknown).flatMap((key) =>
        compare({ before: child(before, left, key), after: child(after, right, key), path: [...path, key], how }),
      );
    }
  }
  // An attribute that AWS does not know and Terraform does not set is no news.
  if (sameJson(left, right) || (isNothing(left) && isNothing(right))) return [];
  return [{ path, before: shown(before, false), after: shown(after, false) }];
}

interface Lists extends Pair {
  readonly left: readonly unknown[];
  readonly right: readonly unknown[];
}

function emptyLike(value: unknown): unknown {
  return Array.isArray(value) ? [] : undefined;
}

function compareLists({ before, after, left, right, path, how }: Lists): Found[] {
  // Terraform may leave out of a list what it does not know yet.
  const length = Math.max(right.length, Array.isArray(after.unknown) ? after.unknown.length : 0);
  // An element that is partly unknown equals no other, but keeps its name.
  const rightWithUnknown = Array.from({ length }, (_, i) =>
    containsTrue(at(after.unknown, i)) ? { ...(isContainer(right[i]) ? right[i] : {}), unknown: i } : right[i],
  );
  const { pairs, removed, added, reordered } = align(left, rightWithUnknown);
  // Where each element has a name, their order says nothing: environment, secrets, statements.
  if (reordered && how.newLists === 'elements' && isNamed(left)) return [];
  if (reordered) {
    const order: Shown = { kind: 'order', length };
    return [{ path, before: order, after: order }];
  }
  const nothing: Side = { value: undefined, sensitive: undefined, unknown: undefined };
  return [
    ...pairs.flatMap(([i, j]) =>
      compare({
        before: child(before, left, i),
        after: child(after, right, j),
        path: [...path, element(right, j)],
        how,
      }),
    ),
    ...removed.flatMap((i) => compareWhole(child(before, left, i), nothing, [...path, element(left, i)])),
    ...added.flatMap((j) => compareWhole(nothing, child(after, right, j), [...path, element(right, j)])),
  ];
}

function isNamed(list: readonly unknown[]): boolean {
  const names = list.map(nameOf);
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}

/** An element that comes or goes is one difference. */
function compareWhole(before: Side, after: Side, path: Path): Found[] {
  const sensitive = before.sensitive === true || after.sensitive === true;
  const unknown: Shown = { kind: 'unknown' };
  return [
    { path, before: shown(before, sensitive), after: after.unknown === true ? unknown : shown(after, sensitive) },
  ];
}

/** A change as a report may look at it: what is sensitive or not known yet says so in its place. */
export function visible(change: Change): { readonly before: unknown; readonly after: unknown } {
  const hidden = (value: unknown): unknown => masked(masked(value, change.before_sensitive), change.after_sensitive);
  return { before: hidden(change.before), after: hidden(withUnknown(change.after, change.after_unknown)) };
}

export const UNKNOWN = '(known after apply)';
export const SENSITIVE = '(sensitive)';

function element(list: readonly unknown[], index: number): Element {
  const name = nameOf(list[index]);
  return name === undefined ? { index } : { index, name };
}

export function containsTrue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === true;
  return Object.values(value).some(containsTrue);
}

function shown(side: Side, sensitive: boolean): Shown {
  if (side.value === undefined || side.value === null) return { kind: side.unknown === true ? 'unknown' : 'absent' };
  if (sensitive) return { kind: 'sensitive' };
  return { kind: 'value', value: masked(withUnknown(parsed(side.value), side.unknown), side.sensitive) };
}

/** A value with what is known after apply inside it: Terraform leaves that out of the value. */
function withUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return UNKNOWN;
  if (!isContainer(unknown) || !isContainer(value) || !containsTrue(unknown)) return value;
  if (Array.isArray(value)) return value.map((item, i) => withUnknown(item, at(unknown, i)));
  const parts = Object.entries(unknown)
    .filter(([, mark]) => containsTrue(mark))
    .map(([key, mark]) => [key, withUnknown(at(value, key), mark)]);
  return { ...value, ...(Object.fromEntries(parts) as object) };
}

/** A value without what is marked sensitive inside it. */
function masked(value: unknown, sensitive: unknown): unknown {
  if (sensitive === true) return SENSITIVE;
  if (!isContainer(value) || !isContainer(sensitive)) return value;
  if (Array.isArray(value)) return value.map((item, i) => masked(item, (sensitive as unknown[])[i]));
  const marks = sensitive as Record<string, unknown>;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, marks[key])]));
}

function child(side: Side, container: unknown, key: string | number): Side {
  return { value: at(container, key), sensitive: at(side.sensitive, key), unknown: at(side.unknown, key) };
}

function at(container: unknown, key: string | number): unknown {
  return isContainer(container) ? (container as Record<string | number, unknown>)[key] : undefined;
}

function keysOf(left: unknown, right: unknown, unknown: unknown): (string | number)[] {
  if (Array.isArray(left) || Array.isArray(right)) {
    const lengths = [left, right, unknown].map((each) => (Array.isArray(each) ? each.length : 0));
    return Array.from({ length: Math.max(...lengths) }, (_, i) => i);
  }
  const keys = [left, right, unknown].flatMap((each) => (isContainer(each) ? Object.keys(each) : []));
  return [...new Set(keys)].sort();
}

function comparable(left: unknown, right: unknown): boolean {
  if (isNothing(left) || isNothing(right)) return true;
  return isContainer(left) && isContainer(right) && Array.isArray(left) === Array.isArray(right);
}

/** A JSON text of an object or a list as what it says; everything else as it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** The attribute that a path is in: `tags.Name` is in `tags`. */
export function attributeOf(path: string): string {
  return /^[^.[]*/.exec(path)![0];
}

function show(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'string') return text === '' ? part : `${text}.${part}`;
    return `${text}[${typeof part === 'number' ? part : part.index}]`;
  }, '');
}

/** What a named element holds under these keys is its value. */
const VALUES = ['value', 'valueFrom'];

/** Elements by name. One without a name is at the end of the path shown whole: its place says nothing more. */
function labelOf(path: Path): string {
  return path.reduce<string>((text, part, i) => {
    const before = path[i - 1];
    const isLast = i === path.length - 1;
    if (typeof part === 'string') {
      if (isLast && VALUES.includes(part) && typeof before === 'object' && before.name !== undefined) return text;
      return text === '' ? part : `${text}.${part}`;
    }
    if (typeof part === 'object' && part.name !== undefined) return `${text}[${part.name}]`;
    return isLast ? text : `${text}[${typeof part === 'number' ? part : part.index}]`;
  }, '');
}
