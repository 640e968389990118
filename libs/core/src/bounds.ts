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

/** Reports each repeated value of a list. */
export function checkUnique(property: string, values: readonly string[], problem: ReportProblem): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) === index) return;
    problem({ property: `${property}[${index}]`, value, allowed: 'each value once', fix: 'Remove the second one.' });
  });
}
