import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { addSummary } from '../actions/job';
import { defineCommand } from '../command';
import { readArtifact } from '../plans/artifact';
import { requireDigest } from '../plans/digest';

/** Shows the plan that was just made on the run's page, and fails when it is not the one of the digest. */
export const showPlan = defineCommand({
  name: 'show-plan',
  summary: "Shows the plan that was just made on the run's page; fails when it is not the one of the digest.",
  line: (command) => command.argument('<env>', 'the environment').option('--digest <digest>', 'the reviewed plan', ''),
  run: async ({ root, environment }, { digest: reviewed }, env) => {
    const folder = join(root, 'apps', env, '.tf');
    const plan = existsSync(folder) ? readArtifact(folder, env) : undefined;
    if (!plan) throw new ToolError(`There is no plan for "${env}".`, `Run npx nx run ${env}:plan`);
    addSummary(readFileSync(join(folder, 'plan.md'), 'utf8'), environment);
    const { digest } = plan.summary;
    console.log(`${env}: ${digest}`);
    if (reviewed === '' || requireDigest(reviewed) === digest) return 0;
    throw new ToolError(
      `The plan of ${env} is not the reviewed one. Reviewed: ${reviewed}. Now: ${digest}.`,
      'Review the plan on the page of this run, then run the workflow with its digest.',
    );
  },
});
