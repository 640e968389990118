import { SENSITIVE, UNKNOWN } from '../compare/attributes';
import type { Attributes, Condition, PlannedChange } from './consequence';
import { where } from './conditions';

/** `engine_version` of both sides, for a row's text. */
export function versions({ before, after }: PlannedChange): { readonly from: string; readonly to: string } {
  return { from: versionOf(before) ?? '', to: versionOf(after) ?? '' };
}

/** Another major version, by an update in place. */
export const majorChanges = compared('major of `engine_version` changed', (from, to) => from[0] !== to[0]);

/** Another version of the same major. */
export const minorChanges = compared('minor of `engine_version` changed', (from, to) => {
  return from[0] === to[0] && from.join() !== to.join();
});

/** A version before. A major alone, `16`, may mean any of its minors. */
export const versionLowered = compared('`engine_version` lowered', (from, to) => {
  const at = to.findIndex((part, i) => part !== (from[i] ?? 0));
  return at >= 0 && to[at]! < (from[at] ?? 0);
});

export const majorRaised = compared('major of `engine_version` raised', (from, to) => to[0]! > from[0]!);

function compared(words: string, holds: (from: number[], to: number[]) => boolean): Condition {
  return where(words, ({ action, before, after }) => {
    const [from, to] = [before, after].map((side) => versionOf(side)?.split('.').map(Number));
    if (action !== 'update' || !from || !to || [...from, ...to].some(Number.isNaN)) return false;
    return holds(from, to);
  });
}

function versionOf({ engine_version: version }: Attributes): string | undefined {
  return typeof version === 'string' && ![UNKNOWN, SENSITIVE, ''].includes(version) ? version : undefined;
}
