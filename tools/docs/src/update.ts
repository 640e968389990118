/** `npx nx run docs:update` */
import { readFileSync, writeFileSync } from 'node:fs';
import { LIBRARIES } from './libraries';
import { programOf } from './program';
import { readmeOf } from './readme';

async function update(): Promise<void> {
  const program = programOf(LIBRARIES);
  for (const library of LIBRARIES) {
    const text = await readmeOf(program, library);
    if (text === readFileSync(library.readme, 'utf8')) continue;
    writeFileSync(library.readme, text);
    console.log(`libs/${library.name}/README.md`);
  }
}

void update();
