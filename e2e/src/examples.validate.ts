import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES, synthesizeExample, terraformIn, writeModule } from './examples';
import { REPOSITORY } from './workspace';

/** Libraries that make no resources of their own. */
const NOT_MODULES = ['core', 'platform', 'schedule-expression', 'testing'];

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
}

/** Every example as a module of one configuration: the provider, slow to start, is asked once. */
describe('terraform validate, with the real provider', () => {
  let folder: string;
  let diagnostics: readonly Diagnostic[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'validate-'));
    const modules: Record<string, { source: string }> = {};
    for (const example of EXAMPLES) {
      const module = `${example.lib}--${example.name}`;
      writeModule(join(folder, module), synthesizeExample(example));
      modules[module] = { source: `./${module}` };
    }
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({ module: modules, provider: { aws: [{ region: 'eu-central-1' }] } }),
    );
    terraformIn(folder, ['init', '-backend=false', '-input=false']);
    diagnostics = (JSON.parse(terraformIn(folder, ['validate', '-json'])) as { diagnostics: Diagnostic[] }).diagnostics;
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
