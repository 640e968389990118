import { differenceOf, digestOf, type Difference } from './difference';
import type { Outcome } from './recorded';
import type { AnyUpdateBehavior } from './rows';
import { sidesOf, type Transition } from './transitions';

/** A transition that changes the synthesized configuration. */
export interface Changing {
  readonly transition: Transition;
  readonly difference: Difference;
}

/** What synthesis alone tells of a step; nothing where the input cannot be without a value. */
export function withoutPlan(behavior: AnyUpdateBehavior, transition: Transition): Outcome | Changing | undefined {
  const [before, after] = sidesOf(behavior, transition);
  if ('refused' in before) {
    if (transition.step === 'set') return undefined;
    throw new Error(
      `${behavior.module}: the row of ${transition.input} is refused with its first value.\n${before.refused}`,
    );
  }
  if ('refused' in after) return after;
  const difference = differenceOf(before.json, after.json);
  return Object.keys(difference).length > 0
    ? { transition, difference }
    : { difference: digestOf(difference), actions: [] };
}
