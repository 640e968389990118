import type { GitHub } from '../github/client';
import { isTrusted, workflowRun } from '../github/runs';

/**
 * Where a plan that may be deployed is kept: an artifact of a run of plan.yml on the default branch. An artifact belongs to the
 * run that uploaded it; a status, a check or a comment could come from a workflow that a pull request changed.
 */
export interface PlanRecord {
  readonly run: number;
  readonly artifact: string;
  /** When it was there to be read. */
  readonly created: string;
}

interface Artifact {
  readonly name: string;
  readonly expired: boolean;
  readonly created_at: string;
  readonly workflow_run: { readonly id: number } | null;
}

const PLANNED_BY = 'plan.yml';

export function artifactName(env: string, head: string): string {
  return `plan-${env}-${head}`;
}

/** The last plan of an environment that plan.yml made for a pull request's commit. */
export async function planRecord(
  github: GitHub,
  { env, head, branch }: { readonly env: string; readonly head: string; readonly branch: string },
): Promise<PlanRecord | undefined> {
  const name = artifactName(env, head);
  const all = await github.list<Artifact>(`/actions/artifacts?name=${encodeURIComponent(name)}`, 'artifacts');
  const found = all
    .filter((artifact) => artifact.name === name && !artifact.expired)
    .sort((a, b) => b.created_at.localeCompare(a.created_at));
  for (const { workflow_run: from, created_at: created } of found) {
    if (from && isTrusted(await workflowRun(github, from.id), PLANNED_BY, branch)) {
      return { run: from.id, artifact: name, created };
    }
  }
  return undefined;
}
