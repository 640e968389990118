import { isDeepStrictEqual } from 'node:util';
import { isRecord, valueOnceDeployed } from '@restartix/kit';
import { containsTrue } from '../compare/attributes';
import type { Change, PlanJson } from '../plan-json';
import type { Schedule } from '../model';

const SCHEDULE = 'aws_scheduler_schedule';

/** All schedules of a synthesized `cdk.tf.json`, by name. */
export function configuredSchedules(json: Readonly<Record<string, unknown>>): Schedule[] {
  const resources = (json['resource'] ?? {}) as Record<string, Record<string, Attributes>>;
  return Object.entries(resources[SCHEDULE] ?? {})
    .map(([name, block]) => schedule(`${SCHEDULE}.${name}`, block))
    .sort(byName);
}

/** The schedules that a plan makes, or whose times it changes, by name. */
export function plannedSchedules({ resource_changes: changes = [] }: PlanJson): Schedule[] {
  return changes
    .filter(({ mode, type, change }) => mode === 'managed' && type === SCHEDULE && movesTimes(change))
    .map(({ address, change }) => schedule(address, publicAttributes(change.after, change.after_sensitive)))
    .sort(byName);
}

type Attributes = Readonly<Record<string, unknown>>;

function schedule(address: string, attributes: Attributes): Schedule {
  const text = (name: string): string | undefined =>
    typeof attributes[name] === 'string' ? attributes[name] : undefined;
  const [startDate, endDate] = [text('start_date'), text('end_date')];
  return {
    address,
    name: text('name') ?? address,
    state: stateOf(text('state') ?? 'ENABLED'),
    expression: text('schedule_expression'),
    timeZone: text('schedule_expression_timezone') ?? 'UTC',
    ...(startDate ? { startDate } : {}),
    ...(endDate ? { endDate } : {}),
  };
}

function stateOf(state: string): string {
  const deployed = valueOnceDeployed(state);
  return deployed === undefined ? state : `${deployed} once its image is deployed`;
}

function publicAttributes(after: unknown, marks: unknown): Attributes {
  if (marks === true) return {};
  const sensitive = (marks ?? {}) as Attributes;
  return Object.fromEntries(
    Object.entries((after ?? {}) as Attributes).filter(([key]) => !containsTrue(sensitive[key])),
  );
}

const TIMES = ['name', 'state', 'schedule_expression', 'schedule_expression_timezone', 'start_date', 'end_date'];

function movesTimes({ actions, before, after, after_unknown: unknown }: Change): boolean {
  if (actions.includes('create')) return true;
  const [was, is, later] = [before, after, unknown].map((side) => (isRecord(side) ? side : {}));
  return (
    actions.includes('update') &&
    TIMES.some((name) => later![name] === true || !isDeepStrictEqual(was![name] ?? null, is![name] ?? null))
  );
}

function byName(a: Schedule, b: Schedule): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
