import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { exampleOf } from './examples';
import { gapsIn } from './gaps';
import { LIBRARIES } from './libraries';
import { programOf } from './program';
import { readmeOf } from './readme';

/** In the library's folder, where the package's name resolves as it does for a consumer. */
const EXAMPLES = Object.fromEntries(
  LIBRARIES.flatMap((library) => {
    const text = exampleOf(library);
    return text === undefined ? [] : [[join(library.folder, 'readme-example.ts'), text]];
  }),
);

let shared: ts.Program | undefined;

// The first test makes the compiler read the provider's declarations.
jest.setTimeout(120_000);

describe.each(LIBRARIES)('the README of $name', (library) => {
  // One program for all: most of its time is spent on the provider's declarations.
  const program = (shared ??= programOf(LIBRARIES, EXAMPLES));

  it('is up to date (npx nx run checks:update writes it)', async () => {
    expect(readFileSync(library.readme, 'utf8')).toBe(await readmeOf(program, library));
  });

  it('leaves no input, output or function undocumented', () => {
    expect(gapsIn(program, library)).toEqual([]);
  });

  it('shows an example that compiles in a project that installed the package', () => {
    const file = join(library.folder, 'readme-example.ts');
    const source = program.getSourceFile(file);
    expect(source === undefined).toBe(library.name === 'platform');
    const found = source ? program.getSemanticDiagnostics(source) : [];
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });
});
