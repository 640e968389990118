import { type Action, type Counts, type PlanReport, type ReportedChange, type Target, programOf } from './model';

/** `plan-summary.json`: the report for programs. Attributes by name alone, so that no value is in it. */
export interface PlanSummary {
  readonly env: string;
  readonly target: Target;
  /** What planned: `Terraform 1.11.4`. An earlier release did not say. */
  readonly program?: string;
  readonly digest: string;
  readonly counts: Counts;
  readonly changes: readonly SummarizedChange[];
  readonly drift: readonly SummarizedChange[];
  readonly outputs: readonly string[];
  /** Addresses that hold data and would be destroyed or replaced. */
  readonly dataLoss: readonly string[];
  /** Addresses that a local run skipped because their provider is not available. */
  readonly skipped: readonly string[];
}

export interface SummarizedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly attributes: readonly string[];
}

export function planSummary(report: PlanReport): PlanSummary {
  const { env, target, digest, counts, changes, drift, outputs, dataLoss, skipped } = report;
  return {
    env,
    target,
    program: programOf(report),
    digest,
    counts,
    changes: changes.map(brief),
    drift: drift.map(brief),
    outputs: outputs.map(({ name }) => name),
    dataLoss: dataLoss.map(({ address }) => address),
    skipped,
  };
}

/** All attributes of a new resource are new: their names say nothing. */
function brief({ address, type, action, attributes }: ReportedChange): SummarizedChange {
  const paths = action === 'create' ? [] : attributes.map(({ path }) => path);
  return { address, type, action, attributes: [...new Set(paths)] };
}
