/** -1, 0 or 1; a pre-release counts as its release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

const OPERATORS: Readonly<Record<string, (version: string, bound: string) => boolean>> = {
  '=': (version, bound) => compareVersions(version, bound) === 0,
  '!=': (version, bound) => compareVersions(version, bound) !== 0,
  '>': (version, bound) => compareVersions(version, bound) > 0,
  '>=': (version, bound) => compareVersions(version, bound) >= 0,
  '<': (version, bound) => compareVersions(version, bound) < 0,
  '<=': (version, bound) => compareVersions(version, bound) <= 0,
  // ~> 5.1 allows 5.x from 5.1 on, ~> 5.1.2 allows 5.1.x from 5.1.2 on: all but the last part stay.
  '~>': (version, bound) =>
    compareVersions(version, bound) >= 0 &&
    numbers(bound)
      .slice(0, -1)
      .every((part, i) => numbers(version)[i] === part),
};

/** Whether a version meets a constraint as Terraform writes them, e.g. `>= 5.0, < 6.0.0`. */
export function satisfies(version: string, constraint = ''): boolean {
  return constraint
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .every((part) => {
      const [, operator = '=', bound = ''] = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\S+)$/.exec(part) ?? [];
      return OPERATORS[operator]!(version, bound);
    });
}

function numbers(version: string): number[] {
  return version.split(/[-+]/)[0]!.split('.').map(Number);
}
