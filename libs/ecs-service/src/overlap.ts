import { isKnown } from '@restartix/core';
import type { Neighbour, Route } from './neighbours';

/** A route that never gets a request, and the route of a rule before it that takes them all. */
export interface Overlap {
  readonly first: Neighbour;
  readonly later: Neighbour;
  readonly taken: Route;
  readonly dead: Route;
}

/** The first route of either service that the other one leaves nothing of. */
export function overlapOf(one: Neighbour, other: Neighbour): Overlap | undefined {
  if (!isKnown(one.priority) || !isKnown(other.priority)) return undefined;
  const [first, later] = one.priority < other.priority ? [one, other] : [other, one];
  for (const dead of later.routes) {
    const taken = first.routes.find((route) => covers(route.host, dead.host) && covers(route.path, dead.path));
    if (taken) return { first, later, taken, dead };
  }
  return undefined;
}

export function isSameRoute({ taken, dead }: Overlap): boolean {
  return taken.host === dead.host && taken.path === dead.path;
}

/** `api-staging.restartix.pro`, or `api-staging.restartix.pro/v1/*` where the path matters. */
export function show({ host, path }: Route): string {
  return path === '*' ? host : `${host}${path}`;
}

/** Whether everything that the second pattern matches is matched by the first: `*` is any text, `?` any character. */
function covers(general: string, specific: string): boolean {
  if (general === specific) return true;
  if (!isKnown(general) || !isKnown(specific)) return false;
  const pattern = general
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '[^*]');
  return new RegExp(`^${pattern}$`).test(specific);
}
