import type { AttributeChange } from '../model';
import type { Attributes, Condition, PlannedChange } from './consequence';

// Made and not to its end, by an apply that was interrupted or failed, or by a person's mark.
const UNFINISHED = 'replace_because_tainted';

export const destroyed = where('destroyed', ({ action }) => action === 'destroy');
export const gone = where('destroyed or replaced', ({ action }) => action === 'destroy' || action === 'replace');

/** Any of these attributes is changed in place. */
export function changed(...paths: readonly string[]): Condition {
  return where(`${listed(paths)} changed`, (change) =>
    paths.some((path) => change.action === 'update' && isChanged(change, path)),
  );
}

/** It comes with this value or changes to it. */
export function turned(path: string, to: unknown): Condition {
  return where(`\`${path}\` set to ${String(to)}`, ({ before, after }) => before[path] !== to && after[path] === to);
}

/** It is changed in place to this value. */
export function turnedInPlace(path: string, to: unknown): Condition {
  return and(turned(path, to), inPlace);
}

export const inPlace = where('changed in place', ({ action }) => action === 'update');

export function was(path: string, value: unknown): Condition {
  return where(`\`${path}\` is ${String(value)}`, ({ before }) => before[path] === value);
}

/** One of these attributes forces the replacement. */
export function replacedFor(...paths: readonly string[]): Condition {
  return where(
    `replaced for another ${listed(paths)}`,
    (change) =>
      isWhole(change) &&
      change.attributes.some(({ path, forcesReplacement }) => forcesReplacement && paths.includes(path)),
  );
}

/** Replaced, and it was made to its end before. */
export const replaced = where('replaced', isWhole);

export function and(first: Condition, second: Condition): Condition {
  return where(`${first.words}, ${second.words}`, (change) => first.holds(change) && second.holds(change));
}

export function where(words: string, holds: (change: PlannedChange) => boolean): Condition {
  return { words, holds };
}

export function isUnfinished({ reason }: Pick<PlannedChange, 'reason'>): boolean {
  return reason === UNFINISHED;
}

function isWhole(change: PlannedChange): boolean {
  return change.action === 'replace' && !isUnfinished(change) && change.deposed === undefined;
}

function isChanged({ attributes }: PlannedChange, attribute: string): boolean {
  return attributes.some(({ path }) => isWithin(path, attribute));
}

export function changeOf(
  { attributes }: Pick<PlannedChange, 'attributes'>,
  attribute: string,
): AttributeChange | undefined {
  return attributes.find(({ path }) => isWithin(path, attribute));
}

function isWithin(path: string, attribute: string): boolean {
  return path === attribute || path.startsWith(`${attribute}.`) || path.startsWith(`${attribute}[`);
}

function listed(paths: readonly string[]): string {
  return paths.map((path) => `\`${path}\``).join(' or ');
}

export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** A nested block is a list of one. */
export function first(value: unknown): Attributes | undefined {
  const found: unknown = Array.isArray(value) ? value[0] : value;
  return typeof found === 'object' && found !== null ? (found as Attributes) : undefined;
}
