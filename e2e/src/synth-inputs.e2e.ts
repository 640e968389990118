import { join } from 'node:path';
import { appendFileSync } from 'node:fs';
import { Workspace } from './workspace';

describe('what makes a synthesis run again', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = new Workspace();
    await workspace.mustNx('run', 'bootstrap:synth');
  });
  afterAll(() => workspace.close());

  const append = (path: string, text: string): void => appendFileSync(join(workspace.root, path), text);
  /** Whether Nx takes the synthesis from its cache. */
  const isCached = async (): Promise<boolean> => {
    const { output } = await workspace.mustNx('run', 'bootstrap:synth');
    return /bootstrap:synth\s+\[(local cache|existing outputs match the cache[^\]]*)\]/.test(output);
  };

  it('nothing, when nothing changed', async () => {
    expect(await isCached()).toBe(true);
  });

  it.each([
    ['a README', 'libs/tfstate-backend/README.md', '\nmore\n'],
    ['a test', 'libs/tfstate-backend/src/tfstate-backend.spec.ts', '\n// more\n'],
    ['another environment', 'apps/staging/src/config.ts', '\n// more\n'],
    ['the emulator', 'tools/emulator/src/index.ts', '\n// more\n'],
  ])('not %s', async (_, path, text) => {
    append(path, text);
    expect(await isCached()).toBe(true);
  });

  it.each([
    ['its own sources', 'apps/bootstrap/src/config.ts', '\nexport const more = 1;\n'],
    ['a module that it uses', 'libs/tfstate-backend/src/index.ts', '\nexport const more = 1;\n'],
    ['core', 'libs/core/src/index.ts', '\nexport const more = 1;\n'],
    ['the plugin that says what a synthesis is', 'tools/nx-cdktf/src/plugin/targets.ts', '\nexport const more = 1;\n'],
  ])('%s', async (_, path, text) => {
    append(path, text);
    expect(await isCached()).toBe(false);
    expect(await isCached()).toBe(true);
  });

  it('another version of the provider', async () => {
    const lock = workspace.json<{ packages: Record<string, { version: string; integrity: string }> }>(
      'package-lock.json',
    );
    const provider = lock.packages['node_modules/@cdktf/provider-aws']!;
    Object.assign(provider, { version: '20.1.1', integrity: `${provider.integrity.slice(0, -8)}AAAAAA==` });
    workspace.write('package-lock.json', lock);
    expect(await isCached()).toBe(false);
  });
});
