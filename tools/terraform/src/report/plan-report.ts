import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { IsConfigured } from '../configured';
import { plannedSchedules, type Schedule } from '../schedules/schedule';
import { withoutNothing } from '../same-state';
import type { Target } from '../workspace';
import { attributeChanges, containsTrue, type AttributeChange, type Shown } from './attributes';
import { dataLoss, type DataLoss } from './data-loss';
import type { Change, PlanJson, ResourceChange } from './plan-json';

export type Action = 'destroy' | 'replace' | 'update' | 'create' | 'import' | 'move' | 'forget';

/** The order in which a person should read them: what cannot be undone first. */
export const ACTIONS: readonly Action[] = ['destroy', 'replace', 'update', 'create', 'import', 'move', 'forget'];

export interface ReportedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly previousAddress?: string;
  /** Terraform's own word for why, e.g. `replace_because_cannot_update`. */
  readonly reason?: string;
  readonly attributes: readonly AttributeChange[];
}

export interface ReportedOutput {
  readonly name: string;
  readonly before: Shown;
  readonly after: Shown;
}

export interface Counts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly destroy: number;
  readonly import: number;
  readonly move: number;
}

/** A plan as people read it; the one source of the text, the Markdown, the page and the summary. */
export interface PlanReport {
  readonly env: string;
  readonly target: Target;
  readonly digest: string;
  readonly counts: Counts;
  readonly changes: readonly ReportedChange[];
  readonly drift: readonly ReportedChange[];
  readonly outputs: readonly ReportedOutput[];
  /** What the changes would take with them for good. */
  readonly dataLoss: readonly DataLoss[];
  /** Whether `deploy` refuses that unless it is allowed. */
  readonly needsLeave: boolean;
  /** Schedules that the plan makes or changes. */
  readonly schedules: readonly Schedule[];
  /** Addresses that the run did without, for want of their provider. */
  readonly leftOut: readonly string[];
}

/** What a report is about, and what counts as drift in it. */
export interface Subject {
  readonly env: string;
  readonly target: Target;
  readonly isConfigured: IsConfigured;
  readonly leftOut?: readonly string[];
  /**
   * False for a plan that asks to lose data, as `destroy` does.
   * @default true
   */
  readonly keepsData?: boolean;
}

export function planReport(subject: Subject, plan: PlanJson): PlanReport {
  const { env, target, isConfigured, leftOut = [], keepsData = true } = subject;
  const changes = (plan.resource_changes ?? [])
    .filter(({ mode }) => mode === 'managed')
    .flatMap(reported)
    .sort(byActionAndAddress);
  const drift = (plan.resource_drift ?? [])
    .flatMap((resource) => drifted(resource, isConfigured))
    .sort(byActionAndAddress);
  const outputs = Object.entries(plan.output_changes ?? {})
    .flatMap(([name, change]) => reportedOutput(name, change))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    env,
    target,
    digest: digestOf(changes, outputs),
    counts: countsOf(changes, plan),
    changes,
    drift,
    outputs,
    dataLoss: dataLoss(changes),
    needsLeave: keepsData,
    schedules: plannedSchedules(plan),
    leftOut,
  };
}

/** An empty plan, known without reading it. */
export function emptyReport(subject: Subject): PlanReport {
  return planReport(subject, {});
}

/** The last line of `plan`. */
export function headline({ env, counts, changes, outputs }: PlanReport): string {
  if (changes.length + outputs.length === 0) return `${env}: no changes`;
  const { create, update, replace, destroy } = counts;
  return `${env}: ${create} to create, ${update} to update, ${replace} to replace, ${destroy} to destroy`;
}

function reported(resource: ResourceChange): ReportedChange[] {
  const action = actionOf(resource);
  if (!action) return [];
  const { address, type, previous_address: previousAddress, action_reason: reason, change } = resource;
  return [
    {
      address,
      type,
      action,
      ...(previousAddress && previousAddress !== address ? { previousAddress } : {}),
      ...(reason ? { reason } : {}),
      attributes: action === 'destroy' ? [] : attributeChanges(change),
    },
  ];
}

/** A resource that is gone, or whose configured attributes are not what they were. */
function drifted(resource: ResourceChange, isConfigured: IsConfigured): ReportedChange[] {
  return reported(resource).flatMap((change) => {
    if (change.action === 'destroy') return [change];
    const attributes = change.attributes.filter(
      ({ path, before, after }) =>
        isConfigured(resource.type, resource.name, path) &&
        !isDeepStrictEqual(withoutNothing(said(before)), withoutNothing(said(after))),
    );
    return attributes.length > 0 ? [{ ...change, attributes }] : [];
  });
}

/** Two masked values that are reported at all differ. */
function said(shown: Shown): unknown {
  return shown.kind === 'value' ? shown.value : shown.kind === 'absent' ? undefined : Symbol(shown.kind);
}

function actionOf({ address, previous_address: previous, change }: ResourceChange): Action | undefined {
  switch (change.actions.join(',')) {
    case 'create':
      return 'create';
    case 'update':
      return 'update';
    case 'delete':
      return 'destroy';
    case 'delete,create':
    case 'create,delete':
      return 'replace';
    case 'forget':
      return 'forget';
    default:
      if (change.importing) return 'import';
      return previous && previous !== address ? 'move' : undefined;
  }
}

function reportedOutput(name: string, change: Change): ReportedOutput[] {
  if (change.actions.join(',') === 'no-op') return [];
  const { before, after } =
    attributeChanges({
      ...change,
      before: { [name]: change.before },
      after: { [name]: change.after },
      before_sensitive: { [name]: change.before_sensitive },
      after_sensitive: { [name]: change.after_sensitive },
      // An output that is partly unknown is shown as unknown: its known part is seldom the news.
      after_unknown: { [name]: containsTrue(change.after_unknown) },
    })[0] ?? {};
  return before && after ? [{ name, before, after }] : [];
}

function countsOf(changes: readonly ReportedChange[], plan: PlanJson): Counts {
  const count = (action: Action): number => changes.filter((change) => change.action === action).length;
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    destroy: count('destroy'),
    import: managed.filter(({ change }) => change.importing).length,
    move: managed.filter(({ address, previous_address: previous }) => previous && previous !== address).length,
  };
}

/** Over what changes, not over when or in what order it was planned. Sensitive values are no part of it. */
function digestOf(changes: readonly ReportedChange[], outputs: readonly ReportedOutput[]): string {
  return `sha256:${createHash('sha256').update(canonical({ changes, outputs })).digest('hex')}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

function byActionAndAddress(a: ReportedChange, b: ReportedChange): number {
  return ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action) || (a.address < b.address ? -1 : 1);
}
