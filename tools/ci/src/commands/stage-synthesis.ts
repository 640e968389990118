import { join } from 'node:path';
import { environments } from '@restartix/terraform';
import { flags, required, type Command } from '../command';
import { stageStack } from '../synthesis/staged';

/** Copies what every environment synthesized into a folder, for the workflow that plans it as data. */
export const stageSynthesis: Command = async (args, { root }) => {
  const { values } = flags(args, { to: { type: 'string' } });
  const to = join(root, required('to', values.to));
  for (const env of environments(root)) stageStack(root, env, to);
  return 0;
};
