import type { AttributeChange, Order } from '../model';
import { UNKNOWN } from '../compare/attributes';
import type { Attributes, Condition, PlannedChange } from './consequence';

// Made and not to its end, by an apply that was interrupted or failed, or by a person's mark.
const UNFINISHED = 'replace_because_tainted';

export function where(words: string, holds: (change: PlannedChange) => boolean): Condition {
  return { words, holds };
}

export function and(...all: readonly Condition[]): Condition {
  return where(all.map(({ words }) => words).join(', '), (change) => all.every((each) => each.holds(change)));
}

export const gone = where('destroyed or replaced', ({ action }) => action === 'destroy' || action === 'replace');

export function not(condition: Condition, words: string): Condition {
  return where(words, (change) => !condition.holds(change));
}

/** The live object, not one that a replacement left over. */
export const destroyed = where('destroyed', ({ action, deposed }) => action === 'destroy' && deposed === undefined);

/** The live object, which was made to its end. */
export const replaced = where('replaced', isReplaced);

export const oldFirst = replacedIn('destroy-first', 'replaced, old before new');
export const newFirst = replacedIn('create-first', 'replaced, new before old');

/** For a time there is none, or for good. */
export const away = where('destroyed, or replaced old before new', (change) => {
  return destroyed.holds(change) || oldFirst.holds(change);
});

export const inPlace = where('changed in place', ({ action }) => action === 'update');

/** Any of these attributes is changed in place. */
export function changed(...paths: readonly string[]): Condition {
  return where(`${listed(paths)} changed`, (change) => {
    return inPlace.holds(change) && paths.some((path) => changeOf(change, path) !== undefined);
  });
}

/** It comes with this value or changes to it. */
export function turned(path: string, to: unknown): Condition {
  return where(`\`${path}\` set to ${String(to)}`, ({ before, after }) => before[path] !== to && after[path] === to);
}

/** It is changed in place to this value. */
export function turnedInPlace(path: string, to: unknown): Condition {
  const turns = turned(path, to);
  return where(turns.words, (change) => inPlace.holds(change) && turns.holds(change));
}

export function was(path: string, value: unknown): Condition {
  return where(`\`${path}\` is ${String(value)}`, ({ before }) => before[path] === value);
}

/** One of these attributes forces the replacement. */
export function replacedFor(...paths: readonly string[]): Condition {
  return where(`replaced for another ${listed(paths)}`, (change) => {
    const forcing = change.attributes.filter(({ forcesReplacement }) => forcesReplacement);
    return isReplaced(change) && forcing.some(({ path }) => paths.includes(path));
  });
}

function replacedIn(order: Order, words: string): Condition {
  return where(words, (change) => isReplaced(change) && change.order === order);
}

function isReplaced(change: PlannedChange): boolean {
  return change.action === 'replace' && !isUnfinished(change) && change.deposed === undefined;
}

export function isUnfinished({ reason }: Pick<PlannedChange, 'reason'>): boolean {
  return reason === UNFINISHED;
}

/** The change of an attribute, or of the first that it holds. */
export function changeOf(
  { attributes }: Pick<PlannedChange, 'attributes'>,
  attribute: string,
): AttributeChange | undefined {
  return attributes.find(
    ({ path }) => path === attribute || path.startsWith(`${attribute}.`) || path.startsWith(`${attribute}[`),
  );
}

/** Elements that a list loses. None while it is not known what it becomes. */
export function removedFrom({ before, after }: Pick<PlannedChange, 'before' | 'after'>, attribute: string): unknown[] {
  const [from, to] = [before[attribute], after[attribute]];
  if (!Array.isArray(from) || !Array.isArray(to) || to.includes(UNKNOWN)) return [];
  return from.filter((each) => !to.includes(each));
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
