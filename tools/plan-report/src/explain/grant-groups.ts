import type { Grant } from './grants';

/** Grants that one sentence tells. */
export interface Group {
  readonly first: Grant;
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What the others do not grant. */
export function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const known = new Set(others.map(keyOf));
  return [...new Map(grants.map((grant) => [keyOf(grant), grant])).values()].filter(
    (grant) => !known.has(keyOf(grant)),
  );
}

/** What is granted before and after, under another condition: by what is granted, the condition from before. */
export function conditionChanges(gone: readonly Grant[], fresh: readonly Grant[]): Map<string, string> {
  const once = (grants: readonly Grant[]): Map<string, Grant[]> => {
    const found = new Map<string, Grant[]>();
    for (const grant of grants) found.set(what(grant), [...(found.get(what(grant)) ?? []), grant]);
    return new Map([...found].filter(([, each]) => each.length === 1));
  };
  const [was, is] = [once(gone), once(fresh)];
  return new Map([...is.keys()].flatMap((key) => (was.has(key) ? [[key, was.get(key)![0]!.condition] as const] : [])));
}

/** As few explanations as say it all: first actions that go together, then resources, then principals. */
export function grouped(grants: readonly Grant[]): Group[] {
  const single = grants.map((first) => ({
    first,
    principals: [first.principal],
    actions: [first.action],
    resources: [first.resource],
  }));
  const byAction = merged(single, 'actions', ({ first, principals, resources }) => [
    first.effect,
    first.condition,
    principals,
    resources,
  ]);
  const byResource = merged(byAction, 'resources', ({ first, principals, actions }) => [
    first.effect,
    first.condition,
    principals,
    actions,
  ]);
  return merged(byResource, 'principals', ({ first, actions, resources }) => [
    first.effect,
    first.condition,
    actions,
    resources,
  ]);
}

function merged(
  groups: readonly Group[],
  part: 'principals' | 'actions' | 'resources',
  same: (group: Group) => unknown,
): Group[] {
  const found = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify(same(group));
    const known = found.get(key);
    found.set(key, known ? { ...known, [part]: [...known[part], ...group[part]] } : group);
  }
  return [...found.values()];
}

function keyOf(grant: Grant): string {
  return `${what(grant)}\n${grant.condition}`;
}

/** A grant without its condition. */
export function what({ effect, principal, action, resource }: Grant): string {
  return [effect, principal, action, resource].join('\n');
}
