import { ToolError } from '@restartix/kit';
import type { GitHub } from './client';
import { isOfFile, workflowRun } from './runs';

export interface OpenPull {
  readonly number: number;
  readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
  readonly base: { readonly ref: string; readonly repo: { readonly default_branch: string } };
}

/**
 * The open pull request behind a run of a workflow, from GitHub's records alone: what the run uploaded names any number it likes. A run's
 * own list of pull requests is empty for a fork: https://github.com/github/docs/issues/22501
 * Undefined when it was closed, pushed to again, or is not for the default branch.
 * @throws ToolError when the run is not one of a pull request.
 */
export async function pullOfRun(github: GitHub, id: string, file: string): Promise<OpenPull | undefined> {
  const run = await workflowRun(github, id);
  if (!isOfFile(run, file) || run.event !== 'pull_request' || !run.head_repository || run.head_branch === null) {
    throw new ToolError(
      `Run ${id} is ${run.path} on ${run.event} (allowed: .github/workflows/${file} on pull_request).`,
      `Only what ${file} synthesizes for a pull request is planned.`,
    );
  }
  const { full_name: repository } = run.head_repository;
  const [owner = ''] = repository.split('/');
  const head = encodeURIComponent(`${owner}:${run.head_branch}`);
  const pulls = await github.list<OpenPull>(`/pulls?state=open&head=${head}`);
  return pulls.find(
    (pull) =>
      pull.head.sha === run.head_sha &&
      pull.head.repo?.full_name === repository &&
      pull.base.ref === pull.base.repo.default_branch,
  );
}
