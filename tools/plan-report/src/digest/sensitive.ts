import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../plan-json';

/** A sensitive value that a change sets. For the digest alone, and only under a key. */
export interface SensitiveValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Every known sensitive value that is another one after a change. */
export function sensitiveValues({ before, after, before_sensitive, after_sensitive }: Change): SensitiveValue[] {
  return find({ before, after, marks: [before_sensitive, after_sensitive], path: [] });
}

interface Level {
  readonly before: unknown;
  readonly after: unknown;
  readonly marks: readonly unknown[];
  readonly path: readonly string[];
}

function find({ before, after, marks, path }: Level): SensitiveValue[] {
  if (after === undefined || after === null) return [];
  if (marks.includes(true)) return isDeepStrictEqual(before, after) ? [] : [{ path, value: after }];
  const keys = new Set(marks.flatMap((mark) => (isContainer(mark) ? Object.keys(mark) : [])));
  return [...keys].sort().flatMap((key) =>
    find({
      before: at(before, key),
      after: at(after, key),
      marks: marks.map((mark) => at(mark, key)),
      path: [...path, key],
    }),
  );
}

function at(value: unknown, key: string): unknown {
  return isContainer(value) ? value[key] : undefined;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
