import { ConfigError } from '@restartix/core';
import { synth, type TerraformJson } from '@restartix/testing';
import { merged, withValue } from './configuration';
import { ACCOUNT } from './given';
import { isUntried, made, type AnyUpdateBehavior, type Tried } from './rows';

/** What is done to an input, in the order of the README. */
export const STEPS = ['set', 'changed', 'entry added', 'entry removed', 'removed'] as const;
export type Step = (typeof STEPS)[number];

/** An input's value on one side of a step; undefined where it has none. */
type Side = 'none' | 'first' | 'second';

const SIDES: Readonly<Record<Step, readonly [Side, Side]>> = {
  set: ['none', 'first'],
  changed: ['first', 'second'],
  'entry added': ['first', 'second'],
  'entry removed': ['second', 'first'],
  removed: ['first', 'none'],
};

/** One step of one input. */
export interface Transition {
  readonly input: string;
  readonly step: Step;
  readonly row: Tried;
  readonly sides: readonly [Side, Side];
}

/** @param required - paths of inputs that are never set or removed */
export function transitionsOf({ inputs }: AnyUpdateBehavior, required: ReadonlySet<string>): Transition[] {
  return Object.entries(inputs).flatMap(([input, row]) =>
    isUntried(row)
      ? []
      : stepsOf(row, required.has(input)).map((step) => ({ ...{ input, step, row, sides: SIDES[step] } })),
  );
}

/** An optional list or map is set and removed whole; of a required one, an entry comes and goes. */
function stepsOf({ values: [first, second] }: Tried, isRequired: boolean): readonly Step[] {
  if (!isRequired) return ['set', 'changed', 'removed'];
  const [few, more] = [first, second].map(entriesOf);
  return few !== undefined && more !== undefined && more > few ? ['entry added', 'entry removed'] : ['changed'];
}

function entriesOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

/** Synthesized, or the words of the refusal. */
export type Synthesis = { readonly json: TerraformJson } | { readonly refused: string };

/** A configuration of the module: the base, what some rows need, and their inputs on one side each. */
export function synthesize(
  { module, construct, given, base }: AnyUpdateBehavior,
  rows: readonly { readonly input: string; readonly row: Tried; readonly side: Side }[],
): Synthesis {
  try {
    const { json } = synth(
      (stack) => {
        const around = given?.(stack);
        const needed = rows.reduce((all, { row }) => merged(all, made(row.with ?? {}, around)), made(base, around));
        // What is not there comes last, so that it takes with it what others have in it.
        const inOrder = [...rows].sort((a, b) => Number(a.side === 'none') - Number(b.side === 'none'));
        const config = inOrder.reduce((all, { input, row, side }) => {
          const [first, second] = row.values.map((value) => made(value, around));
          return withValue(all, input, side === 'none' ? undefined : side === 'first' ? first : second);
        }, needed);
        new construct(stack, module, config);
      },
      { accountId: ACCOUNT },
    );
    return { json };
  } catch (error) {
    if (error instanceof ConfigError) return { refused: error.message };
    throw error;
  }
}

/** The two sides of a transition by itself. */
export function sidesOf(behavior: AnyUpdateBehavior, { input, row, sides }: Transition): [Synthesis, Synthesis] {
  const known = synthesized.get(row) ?? new Map<Side, Synthesis>();
  synthesized.set(row, known);
  return sides.map((side) => {
    const synthesis = known.get(side) ?? synthesize(behavior, [{ input, row, side }]);
    known.set(side, synthesis);
    return synthesis;
  }) as [Synthesis, Synthesis];
}

const synthesized = new WeakMap<Tried, Map<Side, Synthesis>>();
