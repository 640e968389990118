/** One place where two JSON values are not the same. */
export interface Difference {
  /** `//.metadata.version` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every place where two JSON values differ; the order of keys is none. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return Object.is(before, after) ? [] : [{ path, before, after }];
  }
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((key) => differences(old.get(key), now.get(key), path ? `${path}.${key}` : key));
}

function entriesOf(value: object): Map<string, unknown> {
  return new Map(Object.entries(value));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
