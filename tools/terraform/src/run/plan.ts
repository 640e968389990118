import { chmodSync, existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from '@restartix/kit';
import { checkPolicies } from '@restartix/policies';
import {
  emptyReport,
  type PlanJson,
  planReport,
  type PlanReport,
  planSummary,
  type Product,
  renderHtml,
  renderMarkdown,
  type RunDetails,
  type Warning,
} from '@restartix/plan-report';
import { readJson } from '../environment/configuration';
import { diagnosticsText, isFailedCheck, type Diagnostic } from './diagnostics';
import { digestSources } from './digest-sources';
import type { Changed } from '../diagram/changed';
import { environmentDiagram } from '../diagram/diagram';
import { checkSkipped } from '../without-cloudflare/check-skipped';
import { refuseLosingSkipped } from '../without-cloudflare/refuse-loss';
import { explain, interrupted, protectedIn } from './explain-failure';
import { firstCreate, type FirstCreate } from './first-create';
import { ProgressPrinter } from './progress-printer';
import { PRODUCTS } from '../providers/product';
import { refreshFoundNothing } from './refresh';
import { lookAtLastDeploy } from '../deployed/last-deploy';
import { ownFinder } from '../own/find-own';
import { refuseOtherValues } from '../own/generated-values';
import { keepUnfinished, unfinishedAmong, unfinishedIn } from '../own/unfinished';
import { reorderedRules, type Reordered } from './rule-priorities';
import { say } from '../cli/say';
import type { Session } from './session';
import { findExisting } from '../kept/existing';
import { stateIds } from '../state/resources';
import { findUntracked, placeImports, withoutRefused, type Untracked } from '../state/untracked';
import { TerraformFailure } from './failure';

/**
 * What is planned, and the name of the reports that it leaves: `plan.md`, `drift.md`, `destroy.md`. `forget` destroys by a
 * configuration that has nothing but `removed` blocks.
 */
export type PlanKind = 'plan' | 'drift' | 'destroy' | 'forget';

const FLAGS: Readonly<Record<PlanKind, (product: Product) => readonly string[]>> = {
  plan: () => [],
  drift: (product) => PRODUCTS[product].driftFlags,
  destroy: () => ['-destroy'],
  forget: () => [],
};

export interface Plan {
  readonly report: PlanReport;
  /** What `apply` takes. It belongs to this run alone: another run at the same time has its own. */
  readonly file: string;
  /** False when there is nothing to apply. */
  readonly changes: boolean;
  /** What AWS does before Terraform. */
  readonly reordered: readonly Reordered[];
  /** Where nothing of the environment exists yet. */
  readonly first: FirstCreate | undefined;
}

export interface PlanOptions {
  /** Who made the plan, for the reports. */
  readonly run?: RunDetails;
  /** Minutes to wait for a state that another run has locked. @default 0 */
  readonly lockTimeout?: number;
}

/**
 * Plans to a file and writes the reports. The caller discards the file, which holds every value in the clear.
 * What a killed apply made and could not record is imported by the plan.
 */
export async function makePlan(session: Session, kind: PlanKind = 'plan', options: PlanOptions = {}): Promise<Plan> {
  await refuseLosingSkipped(session);
  let lockTimeout = 0;
  let untracked = kind === 'plan' ? await findUntracked(session) : [];
  if (untracked.length > 0)
    say(`A killed apply created resources that are not in the state; the plan imports ${list(untracked)}.`);
  let lookedForExisting = false;
  const own = ownFinder(session, { recorded: () => stateIds(session) });
  const last = kind === 'plan' ? await lookAtLastDeploy(session) : undefined;
  for (;;) {
    placeImports(session, untracked);
    try {
      const plan = await planOnce(session, kind, { ...options, lockTimeout, warnings: last?.warnings ?? [] });
      if (kind !== 'plan') return plan;
      const found = await discardOnError(plan, async () => {
        const existing = lookedForExisting ? [] : await findExisting(session, plan.report);
        lookedForExisting = true;
        if (existing.length > 0)
          say(`An earlier run or life of ${session.paths.name} left ${list(existing)}; the plan imports them.`);
        const ours = (await own.imports(plan.report, last?.unfinishedSince)).filter(
          ({ to }) => !existing.some((each) => each.to === to),
        );
        if (ours.length > 0)
          say(
            `AWS has what an earlier run created and the state does not have, with the tags of ${session.paths.name}; the plan imports ${list(ours)}.`,
          );
        if (existing.length + ours.length === 0) await refuseOtherValues(session, plan.report, last?.unfinishedSince);
        return [...existing, ...ours];
      });
      const keep = (): Promise<boolean> => keepUnfinished(session, unfinishedIn(plan.report));
      if (found.length === 0 && !(last?.unfinishedSince && (await keep()))) return plan;
      discard(plan.file);
      untracked = [...untracked, ...found];
    } catch (error) {
      if (!(error instanceof TerraformFailure)) throw error;
      // The lock names a user of a machine; the record, the person and the run of the pipeline.
      if (error.kind === 'locked')
        for (const { summary, detail = '' } of last?.warnings ?? []) say(`${summary}: ${detail}`);
      if (error.kind === 'locked' && lockTimeout !== (options.lockTimeout ?? 0)) {
        lockTimeout = options.lockTimeout ?? 0;
        say(`${error.what} Waiting for it, ${lockTimeout} minutes at most.`);
        continue;
      }
      if (error.kind === 'protected' && last?.unfinishedSince) {
        const unfinished = await unfinishedAmong(session, protectedIn(error.text));
        if (await keepUnfinished(session, unfinished)) continue;
      }
      if (untracked.length === 0 || !['other', 'protected'].includes(error.kind)) throw error;
      const left = withoutRefused(untracked, error.text);
      // To go on without all of them would make them a second time.
      if (left === undefined) throw error;
      say(`Not importable: ${list(untracked.filter((each) => !left.includes(each)))} (${error.what})`);
      untracked = left;
    }
  }
}

/** A plan that nobody applies holds values in the clear. */
async function discardOnError<T>({ file }: Plan, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    discard(file);
    throw error;
  }
}

function list(untracked: readonly Untracked[]): string {
  const more = untracked.length > LISTED ? ` and ${untracked.length - LISTED} more` : '';
  return `${untracked
    .slice(0, LISTED)
    .map(({ to }) => to)
    .join(', ')}${more}`;
}
const LISTED = 20;

interface Once extends PlanOptions {
  /** What is told beside the warnings of Terraform. */
  readonly warnings: readonly Warning[];
}

async function planOnce(
  session: Session,
  kind: PlanKind,
  { run, lockTimeout = 0, warnings: known }: Once,
): Promise<Plan> {
  const { paths, target, terraform } = session;
  const { isConfigured } = session.configuration;
  discardOrphans(paths.work);
  // A failure must not leave the reports of an earlier plan behind.
  for (const name of reportNames(kind)) rmSync(join(paths.work, name), { force: true });
  const file = join(paths.work, `tfplan.${process.pid}`);
  const printer = new ProgressPrinter({ kind: 'plan', product: terraform.product });
  const {
    code,
    output,
    log,
    interrupted: stopped,
  } = await session
    .run(
      [
        ...[
          'plan',
          '-json',
          '-input=false',
          '-detailed-exitcode',
          `-lock-timeout=${lockTimeout * 60}s`,
          `-out=${file}`,
        ],
        ...FLAGS[kind](terraform.product),
      ],
      { onLine: printer.take },
    )
    .finally(() => printer.stop());
  if (existsSync(file)) chmodSync(file, 0o600);
  try {
    if (stopped) throw interrupted(session, 'plan');
    if (code !== 0 && code !== 2) {
      throw explain(session, 'plan', diagnosticsText(printer.progress.errors) || output, log);
    }
    // The arguments of what is skipped are in the plan itself.
    const evaluates = session.standIns.length > 0 && kind === 'plan';
    const { warnings } = printer.progress;
    // Whether a check holds is in the plan itself, too.
    const isEmpty = code === 0 && !evaluates && !warnings.some(isFailedCheck);
    const nothing = isEmpty && (!printer.progress.drifted || refreshFoundNothing(file, isConfigured));
    const subject = {
      env: paths.name,
      target,
      program: terraform,
      ...(run ? { run } : {}),
      isConfigured,
      skipped: session.skipped,
      keepsData: kind !== 'destroy' && kind !== 'forget',
      warnings: [...known, ...warnings.filter((each) => !isFailedCheck(each)).map(warningOf)],
      ...digestSources(session, file),
    };
    const json = nothing ? {} : asked(kind, await showPlan(session, file));
    const report = judged(kind, nothing ? emptyReport(subject) : planReport(subject, json));
    await writeReports(session, kind, report);
    if (evaluates) await checkSkipped(session, report.skippedValues);
    const first = nothing ? undefined : firstCreate(report, readJson(paths));
    return { report, file, changes: code === 2, reordered: reorderedRules(json), first };
  } catch (error) {
    discard(file);
    throw error;
  }
}

/** What a plan would do is judged; what reality did is not, nor what a destroy is asked to do. */
function judged(kind: PlanKind, report: PlanReport): PlanReport {
  return kind === 'plan' ? { ...report, policies: checkPolicies(planSummary(report)) } : report;
}

function warningOf({ summary, detail, address }: Diagnostic): Warning {
  return { summary, ...(detail ? { detail } : {}), ...(address ? { address } : {}) };
}

/** Of a plan for drift, what would be done about it is no part; which difference is a pipeline's, the rest says. */
function asked(kind: PlanKind, plan: PlanJson): PlanJson {
  const { resource_drift, configuration, prior_state } = plan;
  return kind === 'drift' ? { resource_drift, configuration, prior_state } : plan;
}

/** Keeps the plan under its well-known name. */
export function keepPlan({ paths }: Session, { file }: Plan): void {
  renameSync(file, join(paths.work, 'tfplan'));
}

export function discard(file: string): void {
  rmSync(file, { force: true });
}

/** Plans of runs that were killed. */
function discardOrphans(work: string): void {
  for (const name of readdirSync(work)) {
    const [, pid] = /^tfplan\.(\d+)$/.exec(name) ?? [];
    if (pid && processIdentity(Number(pid)) === undefined) discard(join(work, name));
  }
}

async function showPlan(session: Session, file: string): Promise<PlanJson> {
  const { code, output, errors, log } = await session.run(['show', '-json', file], { secret: true });
  if (code !== 0) throw explain(session, 'show', errors, log);
  return JSON.parse(output) as PlanJson;
}

async function writeReports({ paths }: Session, kind: PlanKind, report: PlanReport): Promise<void> {
  const page = renderHtml(report, {
    picture: await pictureOf(paths, kind === 'drift' ? report.drift : report.changes),
  });
  const contents = [`${JSON.stringify(planSummary(report), null, 2)}\n`, renderMarkdown(report), page];
  reportNames(kind).forEach((name, i) => writeFileSync(join(paths.work, name), contents[i]!, { mode: 0o600 }));
}

async function pictureOf(paths: Session['paths'], changes: Changed): Promise<string | undefined> {
  if (changes.length === 0) return undefined;
  return (await environmentDiagram(paths.name, readJson(paths), changes)).svg;
}

function reportNames(kind: PlanKind): readonly string[] {
  const name = kind === 'forget' ? 'destroy' : kind;
  return [`${name}-summary.json`, `${name}.md`, `${name}.html`];
}
