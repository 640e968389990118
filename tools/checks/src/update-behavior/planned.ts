import type { PlanJson } from '@restartix/plan-report';
import type { PlannedAction } from './recorded';

type ResourceChange = NonNullable<PlanJson['resource_changes']>[number];

const ACTIONS: Readonly<Record<string, PlannedAction['action']>> = {
  create: 'create',
  update: 'update',
  delete: 'destroy',
  'create,delete': 'replace: new first',
  'delete,create': 'replace: old first',
};

/** What a plan does to resources, in the order of their addresses. */
export function actionsOf({ resource_changes: changes = [] }: PlanJson): PlannedAction[] {
  return changes
    .flatMap((resource) => {
      const action = ACTIONS[resource.change.actions.join(',')];
      return resource.mode === 'managed' && action
        ? [{ address: resource.address, action, attributes: attributesOf(resource, action) }]
        : [];
    })
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

function attributesOf({ change }: ResourceChange, action: PlannedAction['action']): string[] {
  if (action === 'create' || action === 'destroy') return [];
  if (action !== 'update') return distinct((change.replace_paths ?? []).map(([attribute]) => String(attribute)));
  const [before, after, unknown] = [change.before, change.after, change.after_unknown].map(
    (value) => (value ?? {}) as Record<string, unknown>,
  ) as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>];
  return distinct(
    [...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)].filter(
      (name) => contains(unknown[name]) || JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    ),
  );
}

/** Whether some part of a value is known after apply only. */
function contains(unknown: unknown): boolean {
  if (typeof unknown === 'object' && unknown !== null) return Object.values(unknown).some(contains);
  return unknown === true;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
