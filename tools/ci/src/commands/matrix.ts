import { ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { annotate, setOutput } from '../actions/job';
import { flags, required, type Command } from '../command';
import { jobsOf } from '../environments/jobs';
import type { Role } from '../environments/synthesized';

/**
 * The environments that a workflow works on: those that a change affects, or all. `envs` has one entry for each job; `by-hand` those
 * without a role for workflows; `misconfigured` those whose account is not known, each with the reason. It fails only where
 * nothing but a misconfigured one is left.
 */
export const matrix: Command = async (args, { root, environment, affectedEnvs }) => {
  const { values } = flags(args, {
    base: { type: 'string' },
    head: { type: 'string' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    role: { type: 'string', default: 'plan' },
  });
  const { base, head, all, only } = values;
  const role = roleOf(values.role);
  const known = environments(root);
  if (only !== undefined && !known.includes(only)) {
    throw new ToolError(`Unknown environment "${only}".`, `Environments are: ${known.join(', ')}`);
  }
  const affected = all
    ? known.map((env) => ({ env, affected: true, reason: 'every environment' }))
    : await affectedEnvs({ root, base: required('base', base), head });

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
};

function roleOf(value: string): Role {
  if (value === 'plan' || value === 'apply' || value === 'drill') return value;
  throw new ToolError(`--role=${value} is not possible (allowed: plan, apply, drill).`, 'Give one of them.');
}
