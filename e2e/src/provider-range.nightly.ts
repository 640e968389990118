import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BINDINGS,
  checkProviderRange,
  recordedChanges,
  type Binding,
  type CheckedBinding,
  type CheckedRange,
} from '@restartix/checks/provider-range';
import { awsPart, diagnosticsIn, installProvider, writeModules } from './examples';
import { REPOSITORY } from './workspace';

/** The libraries, packed and installed outside this repository with the first and the last binding of each major that they take. */
describe('every binding that the libraries take', () => {
  let checked: CheckedRange;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'range-'));
    checked = await checkProviderRange({ root: REPOSITORY, say: () => undefined });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const of = (binding: Binding): CheckedBinding => checked.bindings.get(binding)!;

  it.each(BINDINGS)('%s compiles the libraries’ sources and their examples', (binding) => {
    expect(of(binding).types).toEqual([]);
  });

  it.each(BINDINGS)('%s synthesizes every example to the same JSON, the provider’s version apart', (binding) => {
    const { examples, differences } = of(binding);
    expect(Object.keys(examples).length).toBeGreaterThan(50);
    expect(differences).toEqual([]);
    for (const { terraform } of Object.values(examples)) {
      expect(terraform?.['required_providers']).toMatchObject({ aws: { version: of(binding).provider } });
    }
  });

  it.each(BINDINGS)('%s has every argument that is set', (binding) => {
    expect(of(binding).arguments).toEqual([]);
  });

  it('has the changes of AWS provider 6 that are recorded (npx nx run checks:provider-range writes them)', () => {
    expect(checked.changed).toEqual(recordedChanges());
  });

  it.each(BINDINGS)('%s is what its own provider validates, where that can be had', (binding) => {
    const { examples, provider } = of(binding);
    const root = join(folder, binding);
    const modules = Object.entries(examples).map(([name, json]) => [name.replace('/', '--'), awsPart(json)] as const);
    writeModules(root, Object.fromEntries(modules));
    if (!installProvider(root, provider)) {
      console.log(`AWS provider ${provider} is in no mirror here, and no registry answers: not validated.`);
      return;
    }
    expect(diagnosticsIn(root, provider)).toEqual([]);
  });
});
