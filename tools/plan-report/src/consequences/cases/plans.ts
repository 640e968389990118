import type { ResourceChange } from '../../plan-json';

/** A change, and what else the plan has. */
export interface Planned {
  readonly change: ResourceChange;
  readonly beside?: readonly ResourceChange[];
}

/** A plan that a row is about, one like it that the row is not about, and what the row says of the first. */
export interface Case {
  readonly hit: Planned;
  readonly miss: Planned;
  readonly says: string;
}

type Values = Readonly<Record<string, unknown>>;

export function update(type: string, before: Values, after: Values): Planned {
  return planned(type, ['update'], { ...before }, { ...before, ...after });
}

export function create(type: string, after: Values): Planned {
  return planned(type, ['create'], null, after);
}

export function destroy(type: string, before: Values = {}): Planned {
  return planned(type, ['delete'], { id: 'old', ...before }, null);
}

export function oldFirst(type: string, before: Values = {}, after: Values = {}): Planned {
  return replace(type, ['delete', 'create'], before, after);
}

export function newFirst(type: string, before: Values = {}, after: Values = {}): Planned {
  return replace(type, ['create', 'delete'], before, after);
}

/** The attributes that are other force it. */
function replace(type: string, actions: string[], before: Values, after: Values): Planned {
  const was = { id: 'old', ...before };
  return planned(type, actions, was, { ...was, ...after }, Object.keys(after));
}

export function beside(plan: Planned, ...others: readonly Planned[]): Planned {
  return { ...plan, beside: others.map(({ change }, i) => ({ ...change, address: `${change.type}.beside${i}` })) };
}

/** A resource that does not change. */
export function unchanged(type: string, values: Values): Planned {
  return planned(type, ['no-op'], values, values);
}

/** The same, of an object whose creation did not finish. */
export function unfinished({ change, ...plan }: Planned): Planned {
  return { ...plan, change: { ...change, action_reason: 'replace_because_tainted' } };
}

/** The same, of an object that a replacement left over. */
export function leftOver({ change, ...plan }: Planned): Planned {
  return { ...plan, change: { ...change, deposed: '01234567' } };
}

/** Lost or interrupted with a resource of this type, and not by a change in place. */
export function whenDestroyed(type: string, says: string): Case {
  return { hit: destroy(type), miss: update(type, { a: 1 }, { a: 2 }), says };
}

/** There is none for a time when the old one goes first, and always one when the new one comes first. */
export function whenOldFirst(type: string, says: string): Case {
  return { hit: oldFirst(type), miss: newFirst(type), says };
}

/** An attribute that changes in place; another one says nothing. */
export function whenChanged(type: string, attribute: string, says: string, around: Values = {}): Case {
  return {
    hit: update(type, { ...around, [attribute]: 'old' }, { [attribute]: 'new' }),
    miss: update(type, { ...around, [attribute]: 'old' }, { tags: { a: 'b' } }),
    says,
  };
}

function planned(
  type: string,
  actions: string[],
  before: Values | null,
  after: Values | null,
  forcing: readonly string[] = [],
): Planned {
  const change = { actions, before, after, replace_paths: forcing.map((each) => [each]) };
  return { change: { address: `${type}.x`, mode: 'managed', type, name: 'x', change } };
}
