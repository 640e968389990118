/** `npx nx run checks:site` */
import { join } from 'node:path';
import { main } from '@restartix/kit';
import { REPOSITORY } from '../repository';
import { buildSite } from './build';

main(async ([folder = join(REPOSITORY, 'dist/site')]) => {
  const warnings = await buildSite(folder);
  for (const warning of warnings) console.error(warning);
  console.log(`${folder}/index.html`);
  return warnings.length > 0 ? 1 : 0;
});
