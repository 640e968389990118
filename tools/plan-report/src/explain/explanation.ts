import type { Explanation } from '../model';
import type { Purpose } from './purposes';

/** One side of a change: the attributes that may be shown, and what they refer to while their values are not known. */
export interface Side {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What an attribute's value is called: a group's name for its id, an address for what is not there yet. */
  nameOf(attribute: string): string;
  /** What a value is called. */
  called(value: string): string;
  /** What the group of a rule is for, where the configuration says so. */
  readonly purpose?: Purpose;
}

/** What both sides of a change say, as explanations of what is new and what is gone. */
export type Explainer = (before: Side | undefined, after: Side | undefined) => Explanation[];

export function list(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)!}`;
}
