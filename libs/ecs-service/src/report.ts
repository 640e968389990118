import type { ConfigProblem } from '@restartix/core';
import { Token } from 'cdktf';

/** Takes a problem up. */
export type Report = (problem: ConfigProblem) => void;

/** A whole number within both bounds. */
export function inRange(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

/** A number that must be whole and within bounds. */
export interface Bounded {
  readonly property: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly by: string;
  readonly fix?: string;
}

/** Reports each number that is out of its bounds; unknown and absent ones pass. */
export function checkBounds(numbers: readonly Bounded[], problem: Report): void {
  for (const { property, value, min, max, by, fix = 'Choose one of them.' } of numbers) {
    if (typeof value !== 'number' || Token.isUnresolved(value) || inRange(value, min, max)) continue;
    problem({ property, value, allowed: `whole numbers from ${min} to ${max} (${by})`, fix });
  }
}
