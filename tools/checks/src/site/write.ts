/** `npx nx run checks:site` */
import { join } from 'node:path';
import { REPOSITORY } from '../repository';
import { buildSite } from './build';

async function write(folder: string): Promise<void> {
  const warnings = await buildSite(folder);
  for (const warning of warnings) console.error(warning);
  console.log(`${folder}/index.html`);
  process.exitCode = warnings.length > 0 ? 1 : 0;
}

void write(process.argv[2] ?? join(REPOSITORY, 'dist/site'));
