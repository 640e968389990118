import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { TerraformJson } from '@restartix/testing';

/** By place in the configuration, e.g. `resource.aws_kms_key.key.policy`: the values before and after. */
export type Difference = Readonly<Record<string, readonly [unknown, unknown]>>;

/** Blocks of blocks: what is in them is compared argument by argument. */
const DEPTH: Readonly<Record<string, number>> = { resource: 3, data: 3, ephemeral: 3, output: 1, variable: 1 };

export function differenceOf(before: TerraformJson, after: TerraformJson): Difference {
  const [was, is] = [before, after].map(placesOf) as [Record<string, unknown>, Record<string, unknown>];
  const places = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return Object.fromEntries(
    places
      .filter((place) => !isDeepStrictEqual(was[place], is[place]))
      .map((place) => [place, [was[place], is[place]]]),
  );
}

export function digestOf(difference: Difference): string {
  return createHash('sha256').update(JSON.stringify(difference)).digest('hex').slice(0, 16);
}

function placesOf(json: TerraformJson): Record<string, unknown> {
  const flat = (value: unknown, depth: number, path: string): [string, unknown][] =>
    depth === 0 || typeof value !== 'object' || value === null
      ? [[path, value]]
      : Object.entries(value).flatMap(([key, inner]) => (key === '//' ? [] : flat(inner, depth - 1, `${path}.${key}`)));
  return Object.fromEntries(Object.entries(json).flatMap(([kind, value]) => flat(value, DEPTH[kind] ?? 0, kind)));
}
