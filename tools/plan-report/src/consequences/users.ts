import { isRecord } from '@restartix/kit';
import { orderOf } from '../action';
import type { ResourceChange } from '../plan-json';
import type { Condition, PlannedChange } from './consequence';
import { where } from './conditions';

/** The object is named by another one that outlives it in the apply. */
export function usedBy(...types: readonly string[]): Condition {
  return where(
    `used by ${types.map((type) => `\`${type}\``).join(', ')}`,
    (change) => usersOf(change, types).length > 0,
  );
}

/** Addresses of what names the object by its id and is not destroyed before it. */
export function usersOf(change: PlannedChange, types: readonly string[]): string[] {
  const { id } = change.before;
  if (typeof id !== 'string') return [];
  return change.managed
    .filter(
      (each) => types.includes(each.type) && stays(each) && JSON.stringify(each.change.before).includes(`"${id}"`),
    )
    .map(({ address }) => address);
}

/** It is there before the plan, and after it or until what names it has changed. */
export function stays(resource: ResourceChange): boolean {
  const { change } = resource;
  const goesFirst = change.actions.join() === 'delete' || orderOf(resource) === 'destroy-first';
  return isRecord(change.before) && !goesFirst;
}

/** Another live object of the same type, by what it was before the plan. */
export function hasSibling(
  words: string,
  isOne: (own: PlannedChange['before'], other: Record<string, unknown>) => boolean,
): Condition {
  return where(words, ({ address, type, before, managed }) =>
    managed.some((each) => {
      const other = each.change.before;
      return each.type === type && each.address !== address && stays(each) && isRecord(other) && isOne(before, other);
    }),
  );
}
