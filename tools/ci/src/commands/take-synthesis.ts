import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { flags, required, type Command } from '../command';
import { takeStack } from '../synthesis/staged';

/**
 * Puts what a pull request synthesized in the place of what this workspace did, as data: the files of a stack, and
 * no other.
 * @throws ToolError when it holds another.
 */
export const takeSynthesis: Command = async (args, { root }) => {
  const { values, positionals } = flags(args, { from: { type: 'string' } });
  const [env = ''] = positionals;
  const known = environments(root);
  if (!known.includes(env))
    throw new ToolError(`Unknown environment "${env}".`, `Environments are: ${known.join(', ')}`);
  const from = join(root, required('from', values.from));
  const folder = join(from, env);
  if (!existsSync(folder)) throw new ToolError(`${folder} does not exist.`, 'Check the job that synthesizes.');
  takeStack(root, env, from);
  console.log(`${env}: planning what the pull request synthesizes`);
  return 0;
};
