import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARIES } from '../readmes/libraries';
import { programOf } from '../readmes/program';
import { FILE, inputsFile } from './write';

let shared: ReturnType<typeof programOf> | undefined;

// The first test makes the compiler read the provider's declarations.
jest.setTimeout(120_000);

describe.each(LIBRARIES)('the inputs of $name', (library) => {
  it('are those of its types (npx nx run checks:update writes them)', async () => {
    shared ??= programOf(LIBRARIES);
    const file = join(library.folder, FILE);
    const written = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    expect(written).toBe(await inputsFile(shared, library));
  });

  it('are checked, where it has checks of values', () => {
    const sources = shared!
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(join(library.folder, 'src/')));
    const unchecked = sources
      .filter(({ fileName }) => !fileName.endsWith('.spec.ts'))
      .flatMap(({ text }) => text.match(/\bcheckValues\('[^;]*;/g) ?? [])
      .filter((call) => !/\binputs\b/.test(call));
    expect(unchecked).toEqual([]);
  });
});
