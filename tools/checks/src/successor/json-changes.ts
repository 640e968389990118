/** One place where two JSON values differ. */
export interface JsonChange {
  /** `//.metadata.version` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every place where two JSON values differ; the order of keys does not matter. */
export function jsonChanges(before: unknown, after: unknown, path = ''): JsonChange[] {
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return Object.is(before, after) ? [] : [{ path, before, after }];
  }
  const [old, now] = [
    new Map<string, unknown>(Object.entries(before)),
    new Map<string, unknown>(Object.entries(after)),
  ];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((key) => jsonChanges(old.get(key), now.get(key), path ? `${path}.${key}` : key));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
