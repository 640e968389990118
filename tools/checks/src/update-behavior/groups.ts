import { isDeepStrictEqual } from 'node:util';
import type { TerraformJson } from '@restartix/testing';
import { differenceOf } from './difference';
import type { AnyUpdateBehavior } from './rows';
import { synthesize, type Transition } from './transitions';
import type { Changing } from './without-plan';

/** What is planned against one applied configuration. */
export interface Group {
  readonly applied: TerraformJson;
  readonly members: readonly { readonly transition: Transition; readonly json: TerraformJson }[];
}

/**
 * Transitions that begin with one configuration: that of all their inputs together, as far as one does not keep another from having
 * the effect that it has by itself.
 */
export function groupsOf(behavior: AnyUpdateBehavior, changing: readonly Changing[]): Group[] {
  const groups: Group[] = [];
  for (const side of ['none', 'first', 'second'] as const) {
    let left = changing.filter(({ transition }) => transition.sides[0] === side);
    while (left.length > 0) {
      const { group, rest } = groupFrom(behavior, left);
      groups.push(group);
      left = rest;
    }
  }
  return groups;
}

function groupFrom(behavior: AnyUpdateBehavior, candidates: readonly Changing[]): { group: Group; rest: Changing[] } {
  const rest: Changing[] = [];
  let members: Changing[] = [];
  for (const each of candidates) {
    const taken = [...members, each];
    if (members.length === 0 || together(behavior, taken) !== undefined) members = taken;
    else rest.push(each);
  }
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    let applied = together(behavior, members);
    for (const member of [...members]) {
      if (members.length === 1 || hasSameEffect(member, applied, together(behavior, members, member))) continue;
      // Each that goes away may be what kept another from its effect, or what made it possible.
      members = members.filter((each) => each !== member);
      applied = together(behavior, members);
      rest.push(member);
      isSettled = false;
    }
  }
  const jsonOf = (moved?: Changing): TerraformJson => together(behavior, members, moved)!;
  return {
    group: {
      applied: jsonOf(),
      members: members.map((member) => ({ transition: member.transition, json: jsonOf(member) })),
    },
    rest,
  };
}

/** The configuration of all, one of them after its step; undefined where it is refused. */
function together(
  behavior: AnyUpdateBehavior,
  members: readonly Changing[],
  moved?: Changing,
): TerraformJson | undefined {
  // Two steps of one input begin with the same value.
  const rows = new Map(
    [...members, ...(moved ? [moved] : [])].map((member) => {
      const { input, row, sides } = member.transition;
      return [input, { input, row, side: sides[member === moved ? 1 : 0] }] as const;
    }),
  );
  try {
    const synthesis = synthesize(behavior, [...rows.values()]);
    return 'json' in synthesis ? synthesis.json : undefined;
  } catch {
    // By itself it can be synthesized: see withoutPlan.
    return undefined;
  }
}

function hasSameEffect(
  { difference }: Changing,
  before: TerraformJson | undefined,
  after: TerraformJson | undefined,
): boolean {
  if (before === undefined || after === undefined) return false;
  return isDeepStrictEqual(Object.keys(differenceOf(before, after)), Object.keys(difference));
}
