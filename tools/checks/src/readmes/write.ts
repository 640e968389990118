import { readFileSync, writeFileSync } from 'node:fs';
import { LIBRARIES } from './libraries';
import { programOf } from './program';
import { readmeOf } from './readme';

/** Writes the libraries' READMEs; the names of those that changed. */
export async function writeReadmes(): Promise<string[]> {
  const program = programOf(LIBRARIES);
  const written: string[] = [];
  for (const library of LIBRARIES) {
    const text = await readmeOf(program, library);
    if (text === readFileSync(library.readme, 'utf8')) continue;
    writeFileSync(library.readme, text);
    written.push(`libs/${library.name}/README.md`);
  }
  return written;
}
