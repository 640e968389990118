import { isRecord } from '@restartix/kit';
import { SENSITIVE } from '../compare/attributes';
import type { Change } from '../plan-json';
import { isOpen } from './unknown-values';

/**
 * A change with what the configuration says where Terraform knows nothing: of a policy that names one new role, the plan has
 * nothing at all, and its reader misses an ARN.
 */
export function predicted(change: Change, judged: unknown): Change {
  const { after, after_unknown: unknown } = change;
  if (!isRecord(after) || !isRecord(unknown) || !isRecord(judged)) return change;
  const names = Object.keys(unknown);
  const sides = names.map((name) => fill({ value: after[name], unknown: unknown[name] }, judged[name]));
  const take = (side: (each: Side) => unknown): object =>
    Object.fromEntries(names.map((name, i) => [name, side(sides[i]!)]).filter(([, each]) => each !== undefined));
  return {
    ...change,
    after: { ...after, ...take(({ value }) => value) },
    after_unknown: take(({ unknown }) => unknown),
  };
}

interface Side {
  readonly value: unknown;
  readonly unknown: unknown;
}

/** JSON configuration writes one block or a list of them. */
function fill(side: Side, written: unknown): Side {
  const { value, unknown } = side;
  if (unknown === true) return isSaid(written) ? { value: written, unknown: false } : side;
  if (Array.isArray(unknown)) {
    const blocks: readonly unknown[] = Array.isArray(written) ? written : [written];
    if (!Array.isArray(value) || blocks.length !== unknown.length) return side;
    const sides = unknown.map((each, i) => fill({ value: (value as unknown[])[i], unknown: each }, blocks[i]));
    return { value: sides.map((each) => each.value), unknown: sides.map((each) => each.unknown) };
  }
  if (!isRecord(unknown) || !isRecord(value) || !isRecord(written)) return side;
  const sides = Object.entries(unknown).map(
    ([name, each]) => [name, fill({ value: value[name], unknown: each }, written[name])] as const,
  );
  return {
    value: {
      ...value,
      ...Object.fromEntries(
        sides.filter(([, each]) => each.value !== undefined).map(([name, each]) => [name, each.value]),
      ),
    },
    unknown: Object.fromEntries(sides.map(([name, each]) => [name, each.unknown])),
  };
}

/** A text that may be anything says nothing, unless it is JSON with such a part. */
function isSaid(value: unknown): boolean {
  if (isRecord(value)) return Object.values(value).every(isSaid);
  if (Array.isArray(value)) return value.every(isSaid);
  if (typeof value !== 'string') return value !== undefined && value !== null;
  return value !== SENSITIVE && (/^\s*[[{]/.test(value) || !isOpen(value));
}
