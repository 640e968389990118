import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanJson } from '../report/plan-json';
import { planReport, type PlanReport } from '../report/plan-report';

const FOLDER = join(__dirname, '..', 'fixtures');

/** `terraform show -json` of a real plan of the AWS provider: an update with a policy, a replacement, secrets, drift. */
export function recordedPlan(): PlanJson {
  return JSON.parse(readFileSync(join(FOLDER, 'plan.json'), 'utf8')) as PlanJson;
}

/** The lines of `terraform apply -json` of that plan. */
export function recordedApply(): string[] {
  return readFileSync(join(FOLDER, 'apply.jsonl'), 'utf8').trim().split('\n');
}

/** A saved plan without changes, whose refresh found only what AWS computes. */
export const UNCHANGED_PLAN = join(FOLDER, 'unchanged-plan.zip');

export function reportOf(plan: PlanJson): PlanReport {
  return planReport({ env: 'staging', target: 'local', isConfigured: () => true }, plan);
}
