import type { PlanSummary } from '@restartix/plan-report';
import type { DriftResult } from '../drift/result';

export const EVENTS = ['plan', 'apply', 'drift', 'failure'] as const;
export type Event = (typeof EVENTS)[number];

/** What a channel is told of. */
export interface Subject {
  readonly env: string;
  readonly event: Event;
  /** Of the last plan. */
  readonly summary?: PlanSummary | undefined;
  readonly drift?: DriftResult | undefined;
  /** The page of the run. */
  readonly url?: string | undefined;
}

/** One message: names and counts alone, for a channel has more readers than the account. */
export function noticeText({ env, event, summary, drift, url }: Subject): string {
  const lines = [TEXTS[event](env, summary, drift), ...warningsOf(event, summary), ...(url === undefined ? [] : [url])];
  return lines.join('\n');
}

const TEXTS: Readonly<Record<Event, (env: string, summary?: PlanSummary, drift?: DriftResult) => string>> = {
  plan: (env, summary) => `${env}: plan, ${countsIn(summary)}`,
  apply: (env, summary) => `${env}: applied, ${countsIn(summary)}`,
  drift: (env, _, drift) => `${env}: ${driftIn(drift)}`,
  failure: (env, summary) => `${env}: FAILED${summary ? `, ${countsIn(summary)}` : ''}`,
};

function countsIn(summary: PlanSummary | undefined): string {
  if (!summary) return 'no summary';
  const { create, update, replace, destroy } = summary.counts;
  if (summary.changes.length + summary.outputs.length === 0) return 'no changes';
  return `${String(create)} to create, ${String(update)} to update, ${String(replace)} to replace, ${String(destroy)} to destroy`;
}

function driftIn(drift: DriftResult | undefined): string {
  if (!drift || drift.drift === 'failed') return 'drift check FAILED';
  const found = [
    ...(drift.drift === 'found' ? ['drift: reality differs from the state'] : []),
    ...(drift.unapplied === 'found' ? ['the default branch is not applied'] : []),
  ];
  return found.length > 0 ? found.join('; ') : 'no drift';
}

function warningsOf(event: Event, summary: PlanSummary | undefined): string[] {
  if (!summary || event === 'drift') return [];
  const refused = (summary.policies ?? []).filter(({ severity }) => severity === 'error');
  return [
    ...(summary.dataLoss.length > 0 ? [`data loss: ${listed(summary.dataLoss)}`] : []),
    ...((summary.outages ?? []).length > 0 ? [`outage: ${listed(summary.outages ?? [])}`] : []),
    ...(refused.length > 0 ? [`refused by policies: ${listed(refused.map(({ policy }) => policy))}`] : []),
  ];
}

const LISTED = 5;

function listed(names: readonly string[]): string {
  const more = names.length - LISTED;
  return `${names.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
