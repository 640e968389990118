/** The entries of an object literal in a source that Prettier formatted. */
export interface Entries {
  /** The source of each value, by key. */
  readonly values: ReadonlyMap<string, string>;
  /** The source with one more entry at the end. */
  with(key: string, value: string): string;
}

/** The object that the line `opening` begins, e.g. `services: {`; undefined where there is none. */
export function entriesIn(text: string, opening: string): Entries | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() === opening);
  if (first < 0) return undefined;
  const indent = /^ */.exec(lines[first]!)![0];
  const last = lines.findIndex((line, index) => index > first && line.startsWith(`${indent}}`));
  const body = lines.slice(first + 1, last).join('\n');

  // A value on lines of its own ends with a brace below its key, any other with the line.
  const entry = new RegExp(`^${indent}  '?([\\w-]+)'?: (\\{\\n[^]*?\\n${indent}  \\}|.*?),(?: *//.*)?$`, 'gm');
  return {
    values: new Map([...body.matchAll(entry)].map(([, key = '', value = '']) => [key, value])),
    with: (key, value) => {
      const name = /^\w+$/.test(key) ? key : `'${key}'`;
      return [...lines.slice(0, last), `${indent}  ${name}: ${value},`, ...lines.slice(last)].join('\n');
    },
  };
}
