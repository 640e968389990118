import { isDeepStrictEqual } from 'node:util';
import type { IsConfigured } from '../configured';
import { plannedSchedules, type Schedule } from '../schedules/schedule';
import type { Product } from '../product';
import { withoutNothing } from '../same-state';
import type { Target } from '../workspace';
import { attributeChanges, containsTrue, type AttributeChange, type Shown } from './attributes';
import { dataLoss, type DataLoss } from './data-loss';
import { differences, withoutComputed, type Told } from './differences';
import { digestOf } from './digest';
import { irreversible, type Irreversible } from './irreversible';
import { namesIn, type NameOf } from './names';
import type { Change, PlanJson, ResourceChange } from './plan-json';
import type { Sentence } from './sentence';
import { sentencesOf } from './sentences';

export type Action = 'destroy' | 'replace' | 'update' | 'create' | 'import' | 'move' | 'forget';

/** The order in which a person should read them: what cannot be undone first. */
export const ACTIONS: readonly Action[] = ['destroy', 'replace', 'update', 'create', 'import', 'move', 'forget'];

export interface ReportedChange extends Told {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly previousAddress?: string;
  /** Terraform's own word for why, e.g. `replace_because_cannot_update`. */
  readonly reason?: string;
  /** It exists already and comes under Terraform's care with this change. */
  readonly imported: boolean;
  /** For programs: what the digest is over. Differences are the same for people. */
  readonly attributes: readonly AttributeChange[];
  /** What it means for who may reach what. */
  readonly sentences: readonly Sentence[];
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

export interface Program {
  readonly product: Product;
  readonly version?: string;
}

/** A plan as people read it; the one source of the text, the Markdown, the page and the summary. */
export interface PlanReport {
  readonly env: string;
  readonly target: Target;
  /** What planned. No part of the digest. */
  readonly program: Program;
  readonly digest: string;
  readonly counts: Counts;
  readonly changes: readonly ReportedChange[];
  readonly drift: readonly ReportedChange[];
  readonly outputs: readonly ReportedOutput[];
  /** What the changes would take with them for good. */
  readonly dataLoss: readonly DataLoss[];
  /** Choices that no later apply takes back. */
  readonly irreversible: readonly Irreversible[];
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
  /**
   * What planned.
   * @default - Terraform, of a version that is not known
   */
  readonly program?: Program;
  readonly isConfigured: IsConfigured;
  readonly leftOut?: readonly string[];
  /**
   * False for a plan that asks to lose data, as `destroy` does.
   * @default true
   */
  readonly keepsData?: boolean;
}

export function planReport(subject: Subject, plan: PlanJson): PlanReport {
  const { env, target, program = { product: 'Terraform' }, isConfigured, leftOut = [], keepsData = true } = subject;
  const nameOf = namesIn(plan);
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  const changes = managed.flatMap((resource) => reported(resource, nameOf)).sort(byActionAndAddress);
  const drift = (plan.resource_drift ?? [])
    .flatMap((resource) => drifted(resource, nameOf, isConfigured))
    .sort(byActionAndAddress);
  const outputs = Object.entries(plan.output_changes ?? {})
    .flatMap(([name, change]) => reportedOutput(name, change))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    env,
    target,
    program,
    digest: digestOf(changes, outputs),
    counts: countsOf(changes, plan),
    changes,
    drift,
    outputs,
    dataLoss: dataLoss(changes),
    irreversible: managed
      .flatMap((resource) => irreversible(resource, actionOf(resource) ?? 'update'))
      .sort(byActionAndAddress),
    needsLeave: keepsData,
    schedules: plannedSchedules(plan),
    leftOut,
  };
}

/** An empty plan, known without reading it. */
export function emptyReport(subject: Subject): PlanReport {
  return planReport(subject, {});
}

/** `OpenTofu 1.11.5` */
export function programOf({ program }: PlanReport): string {
  return [program.product, program.version].filter(Boolean).join(' ');
}

/** The last line of `plan`. */
export function headline({ env, counts, changes, outputs }: PlanReport): string {
  if (changes.length + outputs.length === 0) return `${env}: no changes`;
  const { create, update, replace, destroy } = counts;
  return `${env}: ${create} to create, ${update} to update, ${replace} to replace, ${destroy} to destroy`;
}

function reported(resource: ResourceChange, nameOf: NameOf): ReportedChange[] {
  const action = actionOf(resource);
  if (!action) return [];
  const { address, type, previous_address: previousAddress, action_reason: reason, change } = resource;
  const attributes = action === 'destroy' ? [] : attributeChanges(change);
  return [
    {
      address,
      type,
      action,
      ...(previousAddress && previousAddress !== address ? { previousAddress } : {}),
      ...(reason ? { reason } : {}),
      imported: change.importing !== undefined,
      attributes,
      ...told(action, change, attributes),
      // What is forgotten stays as it is.
      sentences: action === 'forget' ? [] : sentencesOf(resource, nameOf),
    },
  ];
}

function told(action: Action, change: Change, attributes: readonly AttributeChange[]): Told {
  if (action === 'destroy' || action === 'forget') return { differences: [], computed: [] };
  const found = differences(change, attributes);
  return action === 'replace' ? withoutComputed(found) : { differences: found, computed: [] };
}

/** A resource that is gone, or whose configured attributes are not what they were. */
function drifted(resource: ResourceChange, nameOf: NameOf, isConfigured: IsConfigured): ReportedChange[] {
  const counts = ({ path, before, after }: AttributeChange): boolean =>
    isConfigured(resource.type, resource.name, path) &&
    !isDefault(before, after) &&
    !isDeepStrictEqual(withoutNothing(said(before)), withoutNothing(said(after)));
  return reported(resource, nameOf).flatMap((change) => {
    if (change.action === 'destroy') return [change];
    const attributes = change.attributes.filter(counts);
    const news = change.differences.filter(counts);
    // A policy that means the same is the same.
    if (attributes.length === 0 || news.every(({ after }) => after.kind === 'spelling')) return [];
    return [{ ...change, attributes, differences: news }];
  });
}

/** AWS says that a switch is off which nobody ever set. */
function isDefault(before: Shown, after: Shown): boolean {
  return before.kind === 'absent' && after.kind === 'value' && after.value === false;
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
    // The old one stays in AWS, unknown to Terraform.
    case 'create,forget':
    case 'forget,create':
      return 'create';
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

function byActionAndAddress(a: Pick<ReportedChange, 'action' | 'address'>, b: typeof a): number {
  return ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action) || (a.address < b.address ? -1 : 1);
}
