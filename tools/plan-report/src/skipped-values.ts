import { containsTrue } from './compare/attributes';
import type { Shown } from './model';
import type { Change } from './plan-json';

/**
 * The output in which a run without a provider collects what Terraform made of the arguments of skipped resources: by address,
 * by argument. It belongs to the tools: no report has it among the outputs.
 */
export const SKIPPED_OUTPUT = 'skipped_without_provider';

/** Arguments of skipped resources as Terraform evaluates them. */
export type SkippedValues = readonly {
  readonly address: string;
  readonly values: readonly { readonly name: string; readonly value: Shown }[];
}[];

/** A null is a value that must not be in an output: a sensitive one. */
export function skippedValues({ after, after_unknown }: Pick<Change, 'after' | 'after_unknown'> = {}): SkippedValues {
  const [known, unknown] = [byKey(after), byKey(after_unknown)];
  return keys(known, unknown).map((address) => {
    const [values, later] = [byKey(known[address]), byKey(unknown[address])];
    return {
      address,
      values: keys(values, later).map((name) => ({ name, value: shownOf(values[name], later[name]) })),
    };
  });
}

function shownOf(value: unknown, unknown: unknown): Shown {
  if (containsTrue(unknown)) return { kind: 'unknown' };
  return value === null || value === undefined ? { kind: 'sensitive' } : { kind: 'value', value };
}

function byKey(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function keys(...of: readonly object[]): string[] {
  return [...new Set(of.flatMap(Object.keys))].sort();
}
