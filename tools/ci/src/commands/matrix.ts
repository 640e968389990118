import { ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { setOutput } from '../actions/job';
import { flags, required, type Command } from '../command';
import { accountOf } from '../environments/accounts';
import type { AffectedEnv } from '../environments/affected';
import { pipelineRole, synthesizedEnv, type Role } from '../environments/synthesized';

/** One job of a workflow's matrix. */
export interface MatrixEntry extends AffectedEnv {
  readonly region: string;
  /** ARN of the role that the job takes on. */
  readonly role: string;
}

/**
 * The environments that a workflow works on: those that a change affects, or all. `envs` has one entry for each job;
 * `by-hand` those without a role for workflows.
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
  const named = asked.map((each) => ({ ...each, name: pipelineRole(root, each.env, role) }));
  const envs = named.flatMap(({ env, reason, name }): MatrixEntry[] => {
    if (name === undefined) return [];
    const { region } = synthesizedEnv(root, env);
    const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
    const account = accountOf(env, environment['AWS_ACCOUNTS']);
    return [{ env, reason, region, role: `arn:${partition}:iam::${account}:role/${name}` }];
  });
  const byHand = named.filter(({ name }) => name === undefined);

  setOutput('envs', JSON.stringify(envs), environment);
  setOutput('by-hand', JSON.stringify(byHand.map(({ env, reason }) => ({ env, reason }))), environment);
  return 0;
};

function roleOf(value: string): Role {
  if (value === 'plan' || value === 'apply') return value;
  throw new ToolError(`--role=${value} is not possible (allowed: plan, apply).`, 'Give one of them.');
}
