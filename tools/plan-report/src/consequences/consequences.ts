import { actionOf, orderOf } from '../action';
import { attributeChanges, visible } from '../compare/attributes';
import type { Consequence, Duration } from '../model';
import type { ResourceChange } from '../plan-json';
import { needsApproval } from './approval';
import { CACHE_ROWS } from './caches';
import { isUnfinished } from './conditions';
import type { Attributes, InterruptedRow, PlannedChange, Row } from './consequence';
import { DATABASE_ROWS } from './databases';
import { KEY_ROWS, keyChange } from './keys';
import { LOAD_BALANCER_ROWS } from './load-balancers';
import { MAIL_AND_NAME_ROWS } from './mail-and-names';
import { NAME_ROWS } from './names';
import { NETWORK_ROWS } from './network';
import { RETENTION_ROWS } from './retention';
import { SERVICE_ROWS } from './services';
import { PARAMETER_GROUP_ROWS } from './parameter-groups';
import { STORAGE_ROWS } from './storage';
import { TENANT_ROWS } from './tenants';

/**
 * What changes of AWS and Cloudflare resources mean for data and for what serves. What needs a person's approval is decided in
 * approval.ts; a type or an attribute without a row means nothing of the kind.
 */
export const ROWS: readonly Row[] = [
  ...DATABASE_ROWS,
  ...CACHE_ROWS,
  ...PARAMETER_GROUP_ROWS,
  ...STORAGE_ROWS,
  ...RETENTION_ROWS,
  ...KEY_ROWS,
  ...TENANT_ROWS,
  ...NETWORK_ROWS,
  ...LOAD_BALANCER_ROWS,
  ...SERVICE_ROWS,
  ...MAIL_AND_NAME_ROWS,
  ...NAME_ROWS,
];

/** What a change is seen with. */
export interface Surroundings {
  /**
   * Every managed resource of the plan, those that do not change too.
   * @default - the change alone
   */
  readonly managed?: readonly ResourceChange[];
  /** @default 'ENV' */
  readonly env?: string;
}

/** What a planned change means: data that is lost, what cannot be undone, what stops, what AWS refuses. Empty for most. */
export function consequencesOf(resource: ResourceChange, surroundings?: Surroundings): Consequence[] {
  return Object.values(consequencesByRow(resource, surroundings));
}

/** The same, by the ids of the rows. */
export function consequencesByRow(
  resource: ResourceChange,
  { managed = [resource], env = 'ENV' }: Surroundings = {},
): Readonly<Record<string, Consequence>> {
  const change = plannedChange(resource, managed);
  if (!change) return {};
  const rows = ROWS.filter(({ types, when }) => types.includes(change.type) && when.holds(change));
  return Object.fromEntries(rows.map((row) => [row.id, consequence(row, change, env)]));
}

function plannedChange(resource: ResourceChange, managed: readonly ResourceChange[]): PlannedChange | undefined {
  const action = actionOf(resource);
  if (!action) return undefined;
  const { address, deposed, type, action_reason: reason, change } = resource;
  const { before, after } = visible(change);
  return {
    address,
    ...(deposed === undefined ? {} : { deposed }),
    type,
    action,
    order: orderOf(resource),
    reason,
    before: attributesIn(before),
    after: attributesIn(after),
    attributes: action === 'destroy' ? [] : attributeChanges(change),
    managed,
  };
}

function consequence(row: Row, change: PlannedChange, env: string): Consequence {
  const { kind, source } = row;
  const text = filled(row.text, row.values?.(change) ?? {});
  const said = { kind, source, needsApproval: needsApproval(row, change) };
  switch (row.kind) {
    case 'data-lost':
      return { ...said, text: `${text}${unfinished(change)}${keyChange(change)}` };
    case 'interrupted':
      return { ...said, text, lasts: lasts(row, change), starts: row.starts?.(change) ?? 'at once' };
    case 'refused-by-aws':
      return { ...said, text, steps: filled(row.steps, { env }) };
    case 'irreversible':
      return { ...said, text };
  }
}

function lasts({ lasts: documented }: InterruptedRow, { action }: PlannedChange): Duration {
  return action === 'destroy' && documented === 'not documented' ? 'for good' : documented;
}

function unfinished(change: PlannedChange): string {
  return isUnfinished(change) ? '; its creation did not finish, so it may be empty' : '';
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

function attributesIn(value: unknown): Attributes {
  return typeof value === 'object' && value !== null ? (value as Attributes) : {};
}
