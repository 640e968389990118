import { join } from 'node:path';
import { ToolError, filled } from '@restartix/kit';
import { runUrl } from '../actions/job';
import { defineCommand } from '../command';
import { parseAffected } from '../environments/affected';
import { GitHub } from '../github/client';
import { stick, stickyComments } from '../github/sticky-comment';
import { readArtifact, type PlanArtifact } from '../plans/artifact';
import { byHandComment, goneComment, KIND, planComment, removedComment } from '../plans/comment';
import { artifactName } from '../plans/record';

/**
 * Writes one comment for each environment that a pull request affects, and updates it in place. Reads what the
 * planning jobs uploaded, and runs nothing of the pull request.
 */
export const commentPlan = defineCommand({
  name: 'comment-plan',
  summary: 'Writes one comment for each environment that a pull request affects.',
  line: (command) =>
    command
      .requiredOption('--pull <number>', 'the pull request', filled)
      .requiredOption('--head <sha>', 'its commit', filled)
      .requiredOption('--envs <json>', 'affected environments', filled)
      .option('--by-hand <json>', 'environments without a role for workflows', '[]')
      .option('--removed <json>', 'environments that it removes', '[]')
      .requiredOption('--plans <folder>', 'what the planning jobs uploaded', filled),
  run: async ({ environment }, { head, plans, ...options }) => {
    const pull = Number(options.pull);
    const envs = parseAffected(options.envs, '--envs');
    const byHand = parseAffected(options.byHand, '--by-hand');
    const removed = parseAffected(options.removed, '--removed');
    const github = GitHub.fromEnvironment(environment);

    const bodies = new Map<string, string>();
    const unfit: ToolError[] = [];
    for (const { env, reason } of envs) {
      const plan = planOf(join(plans, artifactName(env, head)), env, unfit);
      bodies.set(env, planComment({ env, reason, head, runUrl: runUrl(environment), plan }));
    }
    for (const { env, reason } of byHand) bodies.set(env, byHandComment(env, reason));
    for (const { env, reason } of removed)
      bodies.set(env, removedComment(env, reason, environment['GITHUB_SHA'] ?? 'main'));
    for (const env of (await stickyComments(github, KIND, pull)).keys()) {
      if (!bodies.has(env)) bodies.set(env, goneComment(env, head));
    }

    for (const [env, body] of bodies) {
      const { html_url: url } = await stick(github, { kind: KIND, pull, env, body });
      console.log(`${env}: ${url}`);
    }
    if (unfit[0]) throw unfit[0];
    return 0;
  },
});

/** A plan that is not one is commented on as a failed one, and makes the job fail once all are written. */
function planOf(folder: string, env: string, unfit: ToolError[]): PlanArtifact | undefined {
  try {
    return readArtifact(folder, env);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    unfit.push(error);
    return undefined;
  }
}
