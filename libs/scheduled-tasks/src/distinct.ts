import { reference } from '@restartix/core';
import type { Construct } from 'constructs';

/** Each value once, as Terraform reads it: two tokens for one attribute are two texts, and one value. */
export function distinct(scope: Construct, values: readonly string[]): string[] {
  return [...new Map(values.map((value) => [reference(scope, value), value])).values()];
}
