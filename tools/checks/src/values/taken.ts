import { ConfigError, type EnvStack } from '@restartix/core';
import type { TerraformJson } from '@restartix/testing';
import { keyOf, type Example, type Place } from './examples';

export interface Taken {
  /** The values that reached the configuration, all together. */
  readonly json: TerraformJson;
  readonly taken: readonly Place[];
  /** Refused by a ConfigError that names the place. */
  readonly refused: ReadonlyMap<string, string>;
  /** Refused in another way. */
  readonly wrong: ReadonlyMap<string, string>;
}

/** What a place gets, and the part of it that a message shows. */
export interface Value {
  readonly at: (original: unknown, place: Place, stack: EnvStack) => unknown;
  /** @default - a message names the path */
  readonly mark?: (place: Place) => string;
}

/** Gives an example other values, as many as it takes at once. */
export function taken(example: Example, places: readonly Place[], value: Value): Taken {
  const refused = new Map<string, string>();
  const wrong = new Map<string, string>();
  let left = places;
  for (;;) {
    const result = attempt(example, left, value);
    if (result.error === undefined) return { json: result.json, taken: left, refused, wrong };
    const { error } = result;
    const named = left.filter((place) => error instanceof ConfigError && isNamed(error, place, value));
    for (const place of named) refused.set(keyOf(place), error.message);
    // Otherwise one of them alone says which.
    const alone =
      named.length > 0 ? [] : left.filter((place) => refusedAlone(example, place, value, { refused, wrong }));
    const gone = new Set([...named, ...alone].map(keyOf));
    if (gone.size === 0) throw new Error(`${example.name}: only together: ${error.stack}`);
    left = left.filter((place) => !gone.has(keyOf(place)));
  }
}

function refusedAlone(
  example: Example,
  place: Place,
  value: Value,
  { refused, wrong }: { readonly refused: Map<string, string>; readonly wrong: Map<string, string> },
): boolean {
  const { error } = attempt(example, [place], value);
  if (error === undefined) return false;
  if (error instanceof ConfigError && isNamed(error, place, value)) refused.set(keyOf(place), error.message);
  else wrong.set(keyOf(place), error.message);
  return true;
}

function attempt(
  example: Example,
  places: readonly Place[],
  value: Value,
): { readonly json: TerraformJson; readonly error?: undefined } | { readonly error: Error } {
  const keys = new Set(places.map(keyOf));
  try {
    return {
      json: example.synthesize((each, place, stack) => (keys.has(keyOf(place)) ? value.at(each, place, stack) : each)),
    };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Whether an error names a place, what it is part of, or its value. */
function isNamed({ message, problems }: ConfigError, place: Place, { mark }: Value): boolean {
  const { path } = place;
  if (message.includes('TfToken[')) return false;
  if (mark !== undefined && message.includes(mark(place))) return true;
  const [name = ''] = /\w+$/.exec(path.replace(/\[\d+\]$/, '')) ?? [];
  return problems.some(
    ({ property, allowed, fix }) =>
      new RegExp(`\\b${name}\\b`).test(`${allowed} ${fix}`) ||
      path.startsWith(`${property}.`) ||
      path.startsWith(`${property}[`) ||
      isPlace(property, path),
  );
}

/** Whether a path is what a pattern describes: `*` is any key, `[]` any place in a list. */
export function isPlace(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replaceAll('\\*', '[^.[]+').replaceAll('\\[\\]', '\\[\\d+\\]');
  return new RegExp(`^${source}$`).test(path);
}
