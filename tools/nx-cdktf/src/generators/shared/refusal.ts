/** One thing that is wrong with a generator's options. */
export interface Problem {
  /** The option, or the path of the property, e.g. `port`. */
  readonly property: string;
  readonly value: unknown;
  /** What is allowed, and why. */
  readonly allowed: string;
  /** What to do, as a sentence. */
  readonly fix: string;
}

export type Report = (problem: Problem) => void;

/**
 * Throws everything that `check` reports as one error, before anything is written.
 * @throws Error that lists every problem.
 */
export function checkAll(generator: string, name: string, check: (report: Report) => void): void {
  const lines: string[] = [];
  check(({ property, value, allowed, fix }) => {
    const shown = value === undefined ? 'undefined' : JSON.stringify(value);
    lines.push(`${generator} "${name}": ${property} ${shown} is not possible (allowed: ${allowed}). ${fix}`);
  });
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

interface NameRule {
  readonly generator: string;
  /** What AWS limits leave for the name. */
  readonly max: number;
  readonly example: string;
}

/** @throws Error when there is no name, or it cannot be part of the names that are made from it. */
export function checkedName(name = '', { generator, max, example }: NameRule): string {
  const allowed = `1 to ${max} lowercase letters and digits with single hyphens between, starting with a letter`;
  checkAll(generator, name, (report) => {
    if (name === '') {
      const fix = `Pass a name: npx nx g @restartix/nx-cdktf:${generator} ${example}`;
      report({ property: 'name', value: undefined, allowed, fix });
    } else if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > max) {
      report({ property: 'name', value: name, allowed, fix: `Use a name such as ${example}.` });
    }
  });
  return name;
}
