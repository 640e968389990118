/** One thing that is wrong with what a generator was asked for. */
export interface Problem {
  /** The option, or the path of the property, e.g. `port`. */
  readonly property: string;
  /** The value that was given. */
  readonly value: unknown;
  /** What is allowed, and why. */
  readonly allowed: string;
  /** What to do, as a sentence. */
  readonly mend: string;
}

/** Something that a generator cannot make. Lists every problem, not only the first. */
export class Refusal extends Error {
  constructor(generator: string, name: string, problems: readonly Problem[]) {
    super(problems.map((problem) => describe(generator, name, problem)).join('\n'));
    this.name = 'Refusal';
  }
}

function describe(generator: string, name: string, { property, value, allowed, mend }: Problem): string {
  const shown = value === undefined ? 'undefined' : JSON.stringify(value);
  return `${generator} "${name}": ${property} ${shown} is not possible (allowed: ${allowed}). ${mend}`;
}

/**
 * Collects what is wrong and throws it together, before anything is written.
 * @throws Refusal when `check` reported at least one problem.
 */
export function checkAll(generator: string, name: string, check: (problem: (found: Problem) => void) => void): void {
  const problems: Problem[] = [];
  check((found) => problems.push(found));
  if (problems.length > 0) throw new Refusal(generator, name, problems);
}
