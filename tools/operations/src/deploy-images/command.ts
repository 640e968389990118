import { listed, ToolError } from '@restartix/kit';
import { defineCommand } from '../command';
import type { Context } from '../context';
import { DEPLOYED, UNCHANGED, deploy } from '../deployment/deploy';
import { describedEnvironment } from '../deployment/environment';
import { prepare, type Missing } from '../deployment/requirements';
import { TIMES, timesOf } from '../deployment/times';
import { parseImages, shortDigest } from '../deployment/wanted';

export const deployImages = defineCommand({
  name: 'deploy-images',
  summary: 'Deploys images that were pushed: jobs first, then services; waits for the rollout.',
  line: (command) =>
    command
      .option('--images <list>', 'comma-separated: <name>=<tag> or <name>@sha256:…', listed)
      .option(...TIMES.wait)
      .option(...TIMES.job),
  run: async (context, { images: lists = [], ...given }) => {
    const times = timesOf(context, given);
    const asked = parseImages(lists);
    if (asked.length === 0)
      throw new ToolError(
        'No image given.',
        `Name one of each repository: ${context.nx('deploy-images', '--images=core-api@sha256:…,clinic=1.4.2')}`,
      );
    const described = await describedEnvironment(context);
    const { deployment, missing } = await prepare(context, described, asked, { runJobs: true });
    if (missing.length > 0) return refused(context, missing);
    for (const { name, uri, isDeployed, digest } of deployment.images) {
      context.say(`${name}: ${isDeployed ? shortDigest(uri) : 'nothing'} → ${shortDigest(digest)}`);
    }
    const code = await deploy(context, deployment, times);
    if (code === DEPLOYED && deployment.images.some(({ isDeployed }) => !isDeployed)) {
      context.say(`First deployment. Schedules and alarms follow with the next: ${context.nx('deploy')}`);
    }
    return code;
  },
});

/** Names everything that is missing at once, each with the command that brings it. */
export function refused({ say, env }: Pick<Context, 'say' | 'env'>, missing: readonly Missing[]): number {
  for (const { what, command } of missing) say(`${what}\n  ${command}`);
  say(`${env}: nothing was changed.`);
  return UNCHANGED;
}
