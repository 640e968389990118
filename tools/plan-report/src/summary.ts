import type { Cost } from './cost/cost';
import { consequencesIn } from './consequences/in-report';
import { toApprove } from './render/approvals';
import {
  type Action,
  type Counts,
  type FailedCheck,
  type ObjectOf,
  type Order,
  type PlanReport,
  type PolicyFinding,
  type ReportedChange,
  type ReportedProvider,
  type RunDetails,
  type Target,
  type Warning,
  programOf,
} from './model';

/** `plan-summary.json`: the report for programs. Attributes by name alone, so that no value is in it. */
export interface PlanSummary {
  readonly env: string;
  readonly target: Target;
  /** What planned: `Terraform 1.11.4`. An earlier release did not say. */
  readonly program?: string;
  readonly run?: RunDetails;
  readonly digest: string;
  readonly counts: Counts;
  readonly changes: readonly SummarizedChange[];
  readonly drift: readonly SummarizedChange[];
  readonly outputs: readonly string[];
  /** Addresses that hold data and would be destroyed or replaced. */
  readonly dataLoss: readonly string[];
  /** Addresses whose change interrupts what serves for longer than a failover. An earlier release had none. */
  readonly outages?: readonly string[];
  /** Addresses whose change AWS refuses. An earlier release had none. */
  readonly refusedByAws?: readonly string[];
  /** What the following three are: see the report. An earlier release had none. */
  readonly failedChecks?: readonly FailedCheck[];
  readonly warnings?: readonly Warning[];
  /** What the policies say. An earlier release had none. */
  readonly policies?: readonly PolicyFinding[];
  readonly providers?: readonly ReportedProvider[];
  /** What it adds to a month's bill; absent where no price is known. */
  readonly cost?: Cost;
  /** Addresses that a local run skipped because their provider is not available. */
  readonly skipped: readonly string[];
}

export interface SummarizedChange extends ObjectOf {
  readonly type: string;
  readonly action: Action;
  readonly attributes: readonly string[];
  readonly importId?: string;
  /** Of a replacement. */
  readonly order?: Order;
  /** The old object stays in AWS. */
  readonly forgets?: true;
  /** What of it is publicly accessible or overly permissive, in words. */
  readonly permissive?: readonly string[];
}

export function planSummary(report: PlanReport): PlanSummary {
  const { env, target, digest, counts, changes, drift, outputs, skipped } = report;
  const { failedChecks, warnings, policies, providers, run } = report;
  return {
    env,
    target,
    program: programOf(report),
    ...(run ? { run } : {}),
    digest,
    counts,
    changes: changes.map(brief),
    drift: drift.map(brief),
    outputs: outputs.map(({ name }) => name),
    dataLoss: toApprove(report, 'data-loss').map(({ address }) => address),
    outages: toApprove(report, 'outage').map(({ address }) => address),
    refusedByAws: consequencesIn(report, 'refused-by-aws').map(({ address }) => address),
    failedChecks,
    warnings,
    ...(policies.length > 0 ? { policies } : {}),
    providers,
    ...(report.cost ? { cost: report.cost } : {}),
    skipped,
  };
}

/** All attributes of a new resource are new: their names say nothing. */
function brief(change: ReportedChange): SummarizedChange {
  const { address, deposed, type, action, order, attributes, importId, forgets } = change;
  const permissive = change.explanations.filter((each) => each.permissive).map(({ text }) => text);
  const paths = action === 'create' ? [] : attributes.map(({ path }) => path);
  return {
    address,
    ...(deposed ? { deposed } : {}),
    type,
    action,
    ...(order ? { order } : {}),
    attributes: [...new Set(paths)],
    ...(importId === undefined ? {} : { importId }),
    ...(forgets ? { forgets } : {}),
    ...(permissive.length > 0 ? { permissive } : {}),
  };
}
