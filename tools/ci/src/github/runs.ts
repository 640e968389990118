import type { GitHub } from './client';

/** A run of a workflow, as GitHub's own record has it: nobody's code can write that. */
export interface WorkflowRun {
  readonly id: number;
  /** The workflow's file; GitHub may add `@` and the ref that it was taken from. */
  readonly path: string;
  readonly event: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly head_repository: { readonly id: number; readonly full_name: string } | null;
  readonly repository: { readonly id: number; readonly full_name: string };
}

export function workflowRun(github: GitHub, id: string | number): Promise<WorkflowRun> {
  return github.get<WorkflowRun>(`/actions/runs/${id}`);
}

/**
 * Whether a run had the workflow's file, code and rights of the default branch. `workflow_run` starts a file of the default branch
 * alone, at its last commit: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run
 */
export function isTrusted(run: WorkflowRun, file: string, branch: string): boolean {
  return (
    isOfFile(run, file) &&
    run.event === 'workflow_run' &&
    run.head_branch === branch &&
    run.head_repository?.id === run.repository.id
  );
}

export function isOfFile({ path }: WorkflowRun, file: string): boolean {
  const [name] = path.split('@');
  return name === `.github/workflows/${file}`;
}
