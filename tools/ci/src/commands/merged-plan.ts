import { ToolError, filled } from '@restartix/kit';
import { setOutput } from '../actions/job';
import { defineCommand } from '../command';
import { GitHub } from '../github/client';
import { approvalOf, type ReviewedPull } from '../github/reviews';
import { planRecord } from '../plans/record';

interface Pull extends ReviewedPull {
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
}

/** What was reviewed, or why nothing was. */
interface Reviewed {
  /** The run that keeps the plan, and the artifact's name. */
  readonly run?: number;
  readonly artifact?: string;
  /** Who approved it. */
  readonly by?: readonly string[];
  readonly reason?: string;
}

/**
 * Finds the plan that was reviewed on the pull request behind a commit of the default branch: made by the default branch's own
 * workflow, for exactly the head that was merged, and approved by somebody else than its author. Without one it says why and
 * succeeds: there may be nothing to deploy either, which only the plan can tell. With `--digest` or `--by-hand` a person chooses the
 * plan; the commit has to be reviewed all the same, and it fails when it is not.
 */
export const mergedPlan = defineCommand({
  name: 'merged-plan',
  summary: 'Finds the plan that was reviewed on the pull request behind a commit.',
  line: (command) =>
    command
      .argument('<env>', 'the environment')
      .requiredOption('--sha <commit>', 'a commit of the default branch', filled)
      .option('--by-hand', 'a person chooses the plan')
      .option('--digest <digest>', 'the plan that a person chose', ''),
  run: async ({ environment }, { sha, digest, ...options }, env) => {
    const github = GitHub.fromEnvironment(environment);
    const byHand = options.byHand === true || digest !== '';
    const reviewed = await reviewedPlan(github, { env, sha, byHand });
    if (byHand && reviewed.reason !== undefined) {
      throw new ToolError(reviewed.reason, 'Deploy a commit that was merged by a pull request and approved.');
    }
    setOutput('run', String(reviewed.run ?? ''), environment);
    setOutput('artifact', reviewed.artifact ?? '', environment);
    setOutput('approved-by', reviewed.by?.join(', ') ?? '', environment);
    setOutput('reason', reviewed.reason ?? '', environment);
    return 0;
  },
});

interface Asked {
  readonly env: string;
  readonly sha: string;
  readonly byHand: boolean;
}

async function reviewedPlan(github: GitHub, { env, sha, byHand }: Asked): Promise<Reviewed> {
  const pulls = await github.list<Pull>(`/commits/${sha}/pulls`);
  const pull = pulls.find((each) => each.merged_at !== null && each.merge_commit_sha === sha);
  if (!pull) return { reason: `${sha.slice(0, 7)} is not the merge of a pull request: no plan of it was reviewed.` };
  if (byHand) return approvalOf(github, pull);
  const { sha: head } = pull.head;
  const record = await planRecord(github, { env, head, branch: pull.base.ref });
  if (!record) {
    return { reason: `Pull request #${pull.number} has no plan of ${env} at ${head.slice(0, 7)}, which was merged.` };
  }
  const approval = await approvalOf(github, pull, record.created);
  return 'reason' in approval ? approval : { ...approval, run: record.run, artifact: record.artifact };
}
