import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '@restartix/kit';

/** The same value without what says nothing: AWS answers `null`, `""`, `[]` and `{}` for the same thing. */
export function withoutEmpty(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, withoutEmpty(item)] as const)
    .filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/**
 * Whether what a refresh read says what was there before: nothing where nothing was, or a switch that is off or a number that
 * is 0, which nobody ever set. Providers read these where AWS says nothing.
 */
export function refreshSaysTheSame(before: unknown, after: unknown): boolean {
  return alike(withoutEmpty(before), withoutEmpty(after));
}

function alike(before: unknown, after: unknown): boolean {
  if (before === undefined && (after === false || after === 0)) return true;
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((each, i) => alike(each, after[i]));
  }
  const [was, is] = [before ?? {}, after ?? {}];
  if (!isRecord(was) || !isRecord(is)) return isDeepStrictEqual(before, after);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].every((key) => alike(was[key], is[key]));
}
