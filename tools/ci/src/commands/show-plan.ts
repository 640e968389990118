import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { addSummary } from '../actions/job';
import { flags, type Command } from '../command';
import { readArtifact } from '../plans/artifact';
import { requireDigest } from '../plans/digest';

/** Shows the plan that was just made on the run's page, and fails when it is not the one of the digest. */
export const showPlan: Command = async (args, { root, environment }) => {
  const { values, positionals } = flags(args, { digest: { type: 'string', default: '' } });
  const [env = ''] = positionals;
  const folder = join(root, 'apps', env, '.tf');
  const plan = existsSync(folder) ? readArtifact(folder, env) : undefined;
  if (!plan) throw new ToolError(`There is no plan for "${env}".`, `Run npx nx run ${env}:plan`);
  addSummary(readFileSync(join(folder, 'plan.md'), 'utf8'), environment);
  const { digest } = plan.summary;
  console.log(`${env}: ${digest}`);
  if (values.digest === '' || requireDigest(values.digest) === digest) return 0;
  throw new ToolError(
    `The plan of ${env} is not the reviewed one. Reviewed: ${values.digest}. Now: ${digest}.`,
    'Review the plan on the page of this run, then run the workflow with its digest.',
  );
};
