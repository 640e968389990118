import { isKnown, type ConfigProblem, type ReportProblem } from './config-error';

/** A whole number of a configuration and the limits that it has. */
export interface Bounds {
  /** Path of the property in the config, e.g. `logs.bufferMib`. */
  readonly property: string;
  /** The value; absent and unknown ones pass. */
  readonly value: number | undefined;
  readonly min: number;
  /** @default - no upper limit */
  readonly max?: number;
  /** What the number counts, e.g. `days`. */
  readonly unit?: string;
  /** Who sets the limits, e.g. `AWS Fargate`. */
  readonly by?: string;
  /**
   * What to do, as a sentence.
   * @default 'Choose a value in this range.'
   */
  readonly fix?: string;
}

/** True for a whole number from `min` to `max`. */
export function isWhole(value: number, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

/** Reports each number that is not whole or not within its limits. */
export function checkBounds(problem: ReportProblem, ...numbers: readonly Bounds[]): void {
  for (const bounds of numbers) {
    const { value, min, max } = bounds;
    if (isKnown(value) && !isWhole(value, min, max)) problem(outOf(bounds));
  }
}

function outOf({ property, value, min, max, unit, by, fix = 'Choose a value in this range.' }: Bounds): ConfigProblem {
  const counted = unit ? ` ${unit}` : '';
  const range = max === undefined ? `${min}${counted} or more` : `${min} to ${max}${counted}`;
  const allowed = [...(Number.isInteger(value) ? [] : ['whole numbers,']), range, ...(by ? [`(${by})`] : [])];
  return { property, value, allowed: allowed.join(' '), fix };
}

/** A number that synthesis itself needs. */
export interface NeededNumber {
  /** Path of the property in the config. */
  readonly property: string;
  /** The value; an absent one passes. */
  readonly value: number | undefined;
  /** What synthesis needs it for, e.g. `it decides how many nodes there are`. */
  readonly because: string;
}

/**
 * Reports each number that only Terraform knows. Such a number is another one at synth: a comparison with it lies, and
 * what is computed from it is lost.
 */
export function checkKnown(problem: ReportProblem, ...numbers: readonly NeededNumber[]): void {
  for (const { property, value, because } of numbers) {
    if (value === undefined || isKnown(value)) continue;
    const allowed = `a number that is known at synth: ${because}`;
    problem({ property, value, allowed, fix: 'Write the number itself.' });
  }
}

/** Reports each repeated value of a list. */
export function checkUnique(property: string, values: readonly string[], problem: ReportProblem): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) === index) return;
    problem({ property: `${property}[${index}]`, value, allowed: 'each value once', fix: 'Remove the second one.' });
  });
}
