import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES, diagnosticsIn, synthesizeExample, terraformIn, writeModules, type Diagnostic } from './examples';
import { REPOSITORY } from './workspace';

/** Libraries that make no resources of their own. */
const NOT_MODULES = ['core', 'platform', 'schedule-expression', 'testing'];

/** Every example as a module of one configuration. */
describe('terraform validate, with the real provider', () => {
  let folder: string;
  let diagnostics: readonly Diagnostic[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'validate-'));
    const modules = EXAMPLES.map((each) => [`${each.lib}--${each.name}`, synthesizeExample(each)] as const);
    writeModules(folder, Object.fromEntries(modules));
    terraformIn(folder, ['init', '-backend=false', '-input=false']);
    diagnostics = diagnosticsIn(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([...EXAMPLES])('$lib: $name', ({ lib, name }) => {
    const own = diagnostics.filter(({ range }) => range?.filename.startsWith(`${lib}--${name}/`));
    expect(own).toEqual([]);
  });

  it('finds nothing else wrong either', () => {
    expect(diagnostics).toEqual([]);
  });

  it('covers every module', () => {
    const modules = readdirSync(join(REPOSITORY, 'libs')).filter((lib) => !NOT_MODULES.includes(lib));
    expect(new Set(EXAMPLES.map(({ lib }) => lib))).toEqual(new Set(modules));
  });
});
