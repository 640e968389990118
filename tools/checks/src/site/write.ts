/** `npx nx run checks:site` */
import { join } from 'node:path';
import { act, command, main } from '@restartix/kit';
import { REPOSITORY } from '../repository';
import { buildSite } from './build';

main(
  act(
    command('npx nx run checks:site', 'Builds the documentation site.').argument(
      '[folder]',
      'where to',
      join(REPOSITORY, 'dist/site'),
    ),
    async (_, folder) => {
      const warnings = await buildSite(folder);
      for (const warning of warnings) console.error(warning);
      console.log(`${folder}/index.html`);
      return warnings.length > 0 ? 1 : 0;
    },
  ),
);
