import type { IsConfigured } from './compare/configured';
import { plannedSchedules } from './schedules/schedules';
import { attributeChanges } from './compare/attributes';
import { deploymentsIn } from './deployments/deployed';
import { predicted } from './explain/predicted';
import { differences, rootsOf, withoutComputed } from './compare/readable';
import { refreshSaysTheSame } from './compare/empty-values';
import { withoutDeployedImages } from './digest/deployed-images';
import { digestOf } from './digest/digest';
import { reportedProviders } from './digest/providers';
import { SKIPPED_OUTPUT, skippedValues } from './skipped-values';
import { costOf } from './cost/cost';
import { consequencesOf } from './consequences/consequences';
import { actionOf, byActionAndAddress, orderOf } from './action';
import { namesIn } from './explain/resource-names';
import { purposesIn } from './explain/purposes';
import { judgedIn } from './explain/unknown-values';
import type { Change, PlanJson, ResourceChange } from './plan-json';
import { explainChange, goneIdsIn, type Surroundings } from './explain/explain-change';
import { failedChecks } from './explain/failed-checks';
import {
  type Action,
  type AttributeChange,
  type Counts,
  type PlanReport,
  type Program,
  type ReportedChange,
  type ReportedOutput,
  type Shown,
  type Subject,
  type ReadableChange,
} from './model';

interface Told extends Surroundings {
  readonly isConfigured: IsConfigured;
}

export function planReport(subject: Subject, plan: PlanJson): PlanReport {
  const report = readPlan(subject, plan);
  const bound = withoutDeployedImages(plan, subject.configuration);
  const outputs = Object.entries(bound.output_changes ?? {}).filter(([name]) => name !== SKIPPED_OUTPUT);
  // Drift is told from deployments by the very values that are left out.
  const read = bound === plan ? report : { ...readPlan(subject, bound), drift: report.drift };
  const digest = digestOf(read, { ...bound, output_changes: Object.fromEntries(outputs) }, subject);
  return { ...report, ...(subject.run ? { run: subject.run } : {}), digest };
}

function readPlan(subject: Subject, plan: PlanJson): Omit<PlanReport, 'digest'> {
  const { env, target, isConfigured, skipped = [], keepsData = true } = subject;
  const { warnings = [] } = subject;
  const { product, version }: Program = subject.program ?? { product: 'Terraform' };
  const told: Told = {
    isConfigured,
    nameOf: namesIn(plan),
    judged: judgedIn(plan, subject.configuration),
    purposeOf: purposesIn(subject.configuration),
    goneIds: goneIdsIn(plan),
  };
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  const changes = managed
    .flatMap((resource) => {
      const consequences = consequencesOf(resource, { managed, env });
      return reported(resource, told).map((change) => ({ ...change, consequences }));
    })
    .sort(byActionAndAddress);
  const cost = costOf(plan, { configuration: subject.configuration, judged: told.judged });
  const isDeployment = deploymentsIn(plan, isConfigured);
  const drift = (plan.resource_drift ?? [])
    .filter((resource) => !isDeployment(resource))
    .flatMap((resource) => drifted(resource, told))
    .sort(byActionAndAddress);
  const { [SKIPPED_OUTPUT]: ofSkipped, ...outputChanges } = plan.output_changes ?? {};
  const outputs = Object.entries(outputChanges)
    .flatMap(([name, change]) => reportedOutput(name, change))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    env,
    target,
    program: { product, ...(version ? { version } : {}) },
    counts: countsOf(changes, plan),
    changes,
    drift,
    outputs,
    needsApproval: keepsData,
    ...(cost ? { cost } : {}),
    schedules: plannedSchedules(plan),
    failedChecks: failedChecks(plan),
    warnings,
    policies: [],
    providers: reportedProviders(
      managed.filter((each) => actionOf(each)),
      subject,
    ),
    skipped,
    skippedValues: skippedValues(ofSkipped),
  };
}

/** An empty plan, known without reading it. */
export function emptyReport(subject: Subject): PlanReport {
  return planReport(subject, {});
}

function reported(resource: ResourceChange, told: Told): ReportedChange[] {
  const action = actionOf(resource);
  if (!action) return [];
  const { address, type, previous_address: previousAddress, action_reason: reason, deposed, change } = resource;
  const importId = change.importing?.id;
  const order = orderOf(resource);
  const attributes = action === 'destroy' ? [] : attributeChanges(change);
  return [
    {
      address,
      type,
      action,
      ...(previousAddress && previousAddress !== address ? { previousAddress } : {}),
      ...(order ? { order } : {}),
      ...(reason ? { reason } : {}),
      ...(deposed === undefined ? {} : { deposed }),
      imported: change.importing !== undefined,
      ...(importId === undefined ? {} : { importId }),
      forgets: action === 'create' && change.actions.includes('forget'),
      attributes,
      ...readable({ resource, action, attributes, told }),
      // What is forgotten stays as it is.
      explanations: action === 'forget' ? [] : explainChange(resource, told),
      consequences: [],
    },
  ];
}

interface Readable {
  readonly resource: ResourceChange;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
  readonly told: Told;
}

function readable({ resource, action, attributes, told }: Readable): ReadableChange {
  if (action === 'destroy' || action === 'forget') return { differences: [], computed: [] };
  const { type, name, change } = resource;
  const found = differences(predicted(change, told.judged(resource).after), attributes);
  if (action === 'replace') {
    const isNews = ({ path, after, forcesReplacement }: AttributeChange): boolean =>
      forcesReplacement || after.kind !== 'value' || told.isConfigured(type, name, path);
    return withoutComputed(found.filter(isNews));
  }
  if (action !== 'update') return { differences: found, computed: [] };
  const isAsked = ({ path, after }: AttributeChange): boolean =>
    after.kind !== 'unknown' || told.isConfigured(type, name, path);
  return {
    differences: found.filter(isAsked),
    computed: rootsOf(found.filter((each) => !isAsked(each))),
  };
}

/** A resource that is gone, or whose configured attributes are not what they were. */
function drifted(resource: ResourceChange, told: Told): ReportedChange[] {
  const counts = ({ path, before, after }: AttributeChange): boolean =>
    told.isConfigured(resource.type, resource.name, path) && !refreshSaysTheSame(said(before), said(after));
  return reported(resource, told).flatMap((change) => {
    if (change.action === 'destroy') return [change];
    const attributes = change.attributes.filter(counts);
    const news = change.differences.filter(counts);
    // A policy that means the same is the same.
    if (attributes.length === 0 || news.every(({ after }) => after.kind === 'spelling')) return [];
    return [{ ...change, attributes, differences: news }];
  });
}

/** Two masked values that are reported at all differ. */
function said(shown: Shown): unknown {
  return shown.kind === 'value' ? shown.value : shown.kind === 'absent' ? undefined : Symbol(shown.kind);
}

function reportedOutput(name: string, change: Change): ReportedOutput[] {
  if (change.actions.join(',') === 'no-op') return [];
  const under = (value: unknown): object => ({ [name]: value });
  const differences = attributeChanges(
    {
      ...change,
      before: under(change.before),
      after: under(change.after),
      before_sensitive: under(change.before_sensitive),
      after_sensitive: under(change.after_sensitive),
      after_unknown: under(change.after_unknown),
    },
    { newLists: 'elements' },
  );
  return differences.length > 0 ? [{ name, differences }] : [];
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
