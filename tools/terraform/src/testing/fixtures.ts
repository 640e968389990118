import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, PlanJson, ResourceChange } from '../report/plan-json';
import { planReport, type PlanReport } from '../report/plan-report';

const FOLDER = join(__dirname, '..', 'fixtures');

/** `terraform show -json` of a real plan of the AWS provider: an update with a policy, a replacement, secrets, drift. */
export function recordedPlan(): PlanJson {
  return JSON.parse(readFileSync(join(FOLDER, 'plan.json'), 'utf8')) as PlanJson;
}

/**
 * What a real plan of staging changed after somebody edited a task's variables, a role's policies and trust, the database's
 * name and rules, an object lock; with a move, an import and a removed block.
 */
export function recordedStagingPlan(): PlanJson {
  return JSON.parse(readFileSync(join(FOLDER, 'staging-plan.json'), 'utf8')) as PlanJson;
}

/** A plan with one change of a managed resource. */
export function planOf(address: string, change: Partial<Change>, more: Partial<ResourceChange> = {}): PlanJson {
  const [type = '', name = ''] = address.split('.');
  return {
    resource_changes: [{ address, mode: 'managed', type, name, change: { actions: ['update'], ...change }, ...more }],
  };
}

/** The lines of `terraform apply -json` of the first one. */
export function recordedApply(): string[] {
  return readFileSync(join(FOLDER, 'apply.jsonl'), 'utf8').trim().split('\n');
}

/** What OpenTofu 1.11.5 said; `fixtures/opentofu` has a file for each occasion. */
export function recordedTofu(name: string): string {
  return readFileSync(tofuFile(name), 'utf8');
}

export function tofuFile(name: string): string {
  return join(FOLDER, 'opentofu', name);
}

/** A saved plan without changes, whose refresh found only what AWS computes. */
export const UNCHANGED_PLAN = join(FOLDER, 'unchanged-plan.zip');

export function reportOf(plan: PlanJson): PlanReport {
  return planReport({ env: 'staging', target: 'local', isConfigured: () => true }, plan);
}
