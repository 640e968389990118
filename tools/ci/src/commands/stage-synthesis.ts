import { join } from 'node:path';
import { environments } from '@restartix/terraform';
import { filled } from '@restartix/kit';
import { defineCommand } from '../command';
import { stageStack } from '../synthesis/staged';

/** Copies what every environment synthesized into a folder, for the workflow that plans it as data. */
export const stageSynthesis = defineCommand({
  name: 'stage-synthesis',
  summary: 'Copies what every environment synthesized into a folder.',
  line: (command) => command.requiredOption('--to <folder>', 'where to', filled),
  run: async ({ root }, options) => {
    const to = join(root, options.to);
    for (const env of environments(root)) stageStack(root, env, to);
    return 0;
  },
});
