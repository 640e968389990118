import { ToolError } from '@restartix/kit';
import { setOutput } from '../actions/job';
import { flags, required, type Command } from '../command';
import { GitHub } from '../github/client';
import { stickyComments } from '../github/sticky-comment';
import { KIND, planRecord, type PlanRecord } from '../plans/comment';

interface Pull {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly head: { readonly sha: string };
}

/** What was reviewed, or why nothing was. */
type Reviewed = PlanRecord | { readonly reason: string };

/**
 * Finds the plan that was reviewed on the pull request behind a commit of the default branch. Without one it says why and
 * succeeds: there may be nothing to deploy either, which only the plan can tell.
 */
export const mergedPlan: Command = async (args, { environment }) => {
  const { values, positionals } = flags(args, { sha: { type: 'string' } });
  const [env] = positionals;
  if (!env) throw new ToolError('No environment given.', 'merged-plan <env> --sha=<commit>');
  const reviewed = await reviewedPlan(GitHub.fromEnvironment(environment), env, required('sha', values.sha));
  setOutput('digest', 'digest' in reviewed ? reviewed.digest : '', environment);
  setOutput('run', 'run' in reviewed ? reviewed.run : '', environment);
  setOutput('reason', 'reason' in reviewed ? reviewed.reason : '', environment);
  return 0;
};

async function reviewedPlan(github: GitHub, env: string, sha: string): Promise<Reviewed> {
  const pulls = await github.list<Pull>(`/commits/${sha}/pulls`);
  const pull = pulls.find((each) => each.merged_at !== null && each.merge_commit_sha === sha);
  const commit = sha.slice(0, 7);
  if (!pull) return { reason: `${commit} is not the merge of a pull request: no plan of it was reviewed.` };
  const comment = (await stickyComments(github, KIND, pull.number)).get(env);
  const record = comment && planRecord(comment.body);
  if (!record) return { reason: `Pull request #${pull.number} has no plan of ${env}.` };
  if (record.head !== pull.head.sha) {
    const [planned, merged] = [record.head, pull.head.sha].map((each) => each.slice(0, 7));
    return { reason: `The plan on pull request #${pull.number} is of ${planned}; merged was ${merged}.` };
  }
  return record;
}
