import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, PlanJson, ResourceChange } from '../plan-json';
import { planReport } from '../build';
import type { PlanReport, Subject } from '../model';

const FOLDER = __dirname;

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

/**
 * What `plan -refresh-only` found of a small environment after its first deployment by a pipeline: a service that scales and
 * one that does not, of one image. Attributes that say nothing here are left out.
 */
export function recordedDeployment(): PlanJson {
  return JSON.parse(readFileSync(join(FOLDER, 'deployment-drift.json'), 'utf8')) as PlanJson;
}

/** A plan with one change of a managed resource. */
export function planOf(address: string, change: Partial<Change>, more: Partial<ResourceChange> = {}): PlanJson {
  const [type = '', name = ''] = address.split('.');
  return {
    resource_changes: [{ address, mode: 'managed', type, name, change: { actions: ['update'], ...change }, ...more }],
  };
}

export function reportOf(plan: PlanJson, more: Partial<Subject> = {}): PlanReport {
  return planReport({ env: 'staging', target: 'local', isConfigured: () => true, key: 'lineage', ...more }, plan);
}
