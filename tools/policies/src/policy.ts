import type { PlanSummary } from '@restartix/plan-report';

/** `error`: nothing is deployed; `warning`: reviewers are told. */
export type Severity = 'error' | 'warning';

/** What a policy found. */
export interface Violation {
  readonly severity: Severity;
  /** What is wrong and what to do, for whoever wrote the change. */
  readonly message: string;
  /** Of a resource in the plan. @default - the plan as a whole */
  readonly address?: string;
}

/** A rule over a plan: by names, actions and counts, for no value is in the summary. */
export interface Policy {
  /** As it is shown, e.g. `public-ingress`. */
  readonly name: string;
  readonly check: (plan: PlanSummary) => readonly Violation[];
}
