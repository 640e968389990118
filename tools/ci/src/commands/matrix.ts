import { filled, ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { annotate, setOutput } from '../actions/job';
import { defineCommand } from '../command';
import { jobsOf } from '../environments/jobs';
import type { Role } from '../environments/synthesized';

/**
 * The environments that a workflow works on: those that a change affects, or all. `envs` has one entry for each job; `by-hand` those
 * without a role for workflows; `misconfigured` those whose account is not known, each with the reason. It fails only where
 * nothing but a misconfigured one is left.
 */
export const matrix = defineCommand({
  name: 'matrix',
  summary: 'Writes the jobs of a workflow: the environments that a change affects, or all.',
  line: (command) =>
    command
      .option('--base <ref>', 'what the change is compared with', filled)
      .option('--head <ref>', 'default: the working folder')
      .option('--all', 'every environment')
      .option('--only <env>', 'one of them')
      .option('--role <role>', 'plan, apply or drill', roleOf, 'plan' as Role),
  run: async ({ root, environment, affectedEnvs }, { base, head, all, only, role }) => {
    const known = environments(root);
    if (only !== undefined && !known.includes(only)) {
      throw new ToolError(`Unknown environment "${only}".`, `Environments are: ${known.join(', ')}`);
    }
    if (!all && base === undefined)
      throw new ToolError('--base is missing.', 'Give it, or --all for every environment.');
    const affected = all
      ? known.map((env) => ({ env, affected: true, reason: 'every environment' }))
      : await affectedEnvs({ root, base, head });

    const asked = affected.filter(({ env, affected: is }) => is && (only === undefined || env === only));
    const { envs, byHand, misconfigured } = jobsOf(root, asked, role, environment['AWS_ACCOUNTS']);
    for (const { env, reason } of misconfigured) annotate(env, reason, environment);
    if (envs.length === 0 && misconfigured[0]) {
      throw new ToolError(misconfigured[0].reason, 'docs/workflows.md says what to set up once.');
    }
    setOutput('envs', JSON.stringify(envs), environment);
    setOutput('by-hand', JSON.stringify(byHand), environment);
    setOutput('misconfigured', JSON.stringify(misconfigured), environment);
    return 0;
  },
});

function roleOf(value: string): Role {
  if (value === 'plan' || value === 'apply' || value === 'drill') return value;
  throw new ToolError(`--role=${value} is not possible (allowed: plan, apply, drill).`, 'Give one of them.');
}
