import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import module, { type ModuleOptions } from './generator';

describe('the generator of modules', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    // No formatter runs inside Jest; the end-to-end test covers it.
    jest.spyOn(console, 'warn').mockReturnValue();
    tree.delete('tsconfig.base.json');
    writeJson(tree, 'package.json', { name: '@acme/infrastructure', license: 'ISC', workspaces: ['tools/*'] });
  });

  const generate = (name: string | undefined, options: ModuleOptions = {}): ReturnType<typeof module> =>
    module(tree, { name, skipInstall: true, ...options });
  const files = (): string[] => tree.listChanges().map(({ path }) => path);

  it('creates a library with inputs, a class, examples, tests and a README', async () => {
    await generate('work-queue', { description: 'The queue of work.' });
    expect(files().filter((path) => path.startsWith('libs/'))).toEqual(
      expect.arrayContaining(
        [
          'README.md',
          'examples/complete.ts',
          'examples/minimal.ts',
          'jest.config.cjs',
          'package.json',
          'src/index.ts',
          'src/work-queue.checks.ts',
          'src/work-queue.config.ts',
          'src/work-queue.spec.ts',
          'src/work-queue.ts',
          'tsconfig.json',
          'tsconfig.lib.json',
          'tsconfig.spec.json',
        ].map((file) => `libs/work-queue/${file}`),
      ),
    );
    expect(tree.read('libs/work-queue/src/work-queue.ts', 'utf8')).toMatch(
      /\/\*\* The queue of work\. \*\/\nexport class WorkQueue extends Construct implements WorkQueueOutputs \{/,
    );
    for (const path of files())
      expect(tree.read(path, 'utf8')).not.toMatch(/<%|restartix\/(core|testing)|acme-staging/);
  });

  it('names the package in the workspace’s scope and adds the targets that nothing infers', async () => {
    await generate('queue');
    expect(readJson(tree, 'libs/queue/package.json')).toMatchObject({
      name: '@acme/queue',
      version: '0.0.0',
      license: 'ISC',
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      scripts: { build: 'tsc -b tsconfig.lib.json', test: 'jest' },
      peerDependencies: { '@cdktf/provider-aws': '20.1.0', cdktf: '^0.21.0', constructs: '^10.8.1' },
      nx: { name: 'queue', targets: { build: { cache: true, outputs: ['{projectRoot}/dist'] } } },
    });
  });

  it('adds rows of what is tried of its inputs where the workspace has such', async () => {
    const folder = 'tools/checks/src/update-behavior';
    tree.write(`${folder}/modules.ts`, 'export const UPDATE_BEHAVIOR: readonly AnyUpdateBehavior[] = [network];\n');
    writeJson(tree, 'tools/checks/package.json', { dependencies: { '@acme/network': '*', '@acme/zone': '*' } });
    writeJson(tree, 'tools/checks/tsconfig.lib.json', {});
    await generate('work-queue', { updateBehavior: folder });
    expect(tree.read(`${folder}/work-queue.ts`, 'utf8')).toMatch(/construct: WorkQueue,[^]* name: \{ values: /);
    expect(tree.read(`${folder}/modules.ts`, 'utf8')).toMatch(
      /import \{ workQueue \} from '.\/work-queue';[^]*\[\s*workQueue,\s*network,?\s*\]/,
    );
    expect(readJson(tree, 'tools/checks/package.json')).toEqual({
      dependencies: { '@acme/network': '*', '@acme/work-queue': '*', '@acme/zone': '*' },
    });
    expect(readJson(tree, 'tools/checks/tsconfig.lib.json')).toEqual({
      references: [{ path: '../../libs/work-queue/tsconfig.lib.json' }],
    });
  });

  it('prepares an empty workspace', async () => {
    await generate('queue');
    expect(readJson(tree, 'package.json')).toMatchObject({
      workspaces: ['tools/*', 'libs/*'],
      devDependencies: { cdktf: '0.21.0', jest: '30.5.2', typescript: '6.0.3' },
    });
    expect(readJson(tree, 'nx.json').plugins).toEqual(['@restartix/nx-cdktf/plugin']);
    expect(tree.read('.gitignore', 'utf8')).toMatch(/^cdktf\.out\n\.tf$/m);
    expect(readJson(tree, 'tsconfig.base.json').compilerOptions.strict).toBe(true);
  });

  it('compiles with references where the shared configuration does not', async () => {
    writeJson(tree, 'tsconfig.base.json', { compilerOptions: { module: 'commonjs' } });
    await generate('queue');
    expect(readJson(tree, 'tsconfig.base.json')).toEqual({ compilerOptions: { module: 'commonjs' } });
    expect(readJson(tree, 'libs/queue/tsconfig.lib.json').compilerOptions).toMatchObject({
      composite: true,
      module: 'nodenext',
      outDir: 'dist',
    });
  });

  it('follows the conventions of the workspace', async () => {
    writeJson(tree, 'package.json', {
      name: '@acme/infrastructure',
      engines: { node: '>=22' },
      repository: { type: 'git', url: 'git+https://example.com/acme.git' },
      workspaces: ['libs/*'],
      devDependencies: { cdktf: '0.20.0' },
    });
    writeJson(tree, 'tsconfig.base.json', { compilerOptions: { composite: true, customConditions: ['@acme/source'] } });
    writeJson(tree, 'tsconfig.json', { references: [{ path: './libs/core' }] });
    writeJson(tree, 'nx.json', { plugins: ['@nx/js/typescript', { plugin: '@nx/jest/plugin' }] });
    writeJson(tree, 'libs/core/package.json', {
      name: '@acme/core',
      version: '2.1.0',
      peerDependencies: { '@cdktf/provider-aws': '^20.0.0 || ^21.0.0', constructs: '^10.0.0' },
    });
    writeJson(tree, 'libs/testing/package.json', { name: '@acme/testing', version: '1.0.0' });
    tree.write('jest.preset.js', '');
    tree.write('.changeset/config.json', '{}');
    await generate('queue', { core: '@acme/core', testing: '@acme/testing', access: 'public' });

    const made = readJson(tree, 'libs/queue/package.json');
    expect(made).toMatchObject({
      exports: { '.': { '@acme/source': './src/index.ts' } },
      engines: { node: '>=22' },
      repository: { url: 'git+https://example.com/acme.git', directory: 'libs/queue' },
      dependencies: { '@acme/core': '^2.1.0' },
      peerDependencies: { '@cdktf/provider-aws': '^20.0.0 || ^21.0.0', cdktf: '^0.20.0', constructs: '^10.0.0' },
      devDependencies: { '@acme/testing': '^1.0.0' },
      publishConfig: { access: 'public' },
    });
    expect(made.scripts).toBeUndefined();
    expect(tree.read('libs/queue/jest.config.cjs', 'utf8')).toContain("preset: '../../jest.preset.js'");
    expect(readJson(tree, 'libs/queue/tsconfig.lib.json').references).toEqual([
      { path: '../core/tsconfig.lib.json' },
      { path: '../testing/tsconfig.lib.json' },
    ]);
    expect(readJson(tree, 'tsconfig.json').references).toEqual([{ path: './libs/core' }, { path: './libs/queue' }]);
    expect(tree.read('.changeset/add-queue.md', 'utf8')).toBe("---\n'@acme/queue': major\n---\n\nFirst release.\n");
    expect(tree.read('libs/queue/src/queue.ts', 'utf8')).toContain("from '@acme/core'");
  });

  it('leaves an existing module unchanged', async () => {
    await generate('queue');
    tree.write('libs/queue/src/queue.ts', '// edited since\n');
    const before = tree.listChanges().map(({ path, content }) => [path, content?.toString()]);
    await generate('queue', { description: 'Another.' });
    expect(tree.listChanges().map(({ path, content }) => [path, content?.toString()])).toEqual(before);
  });

  it('refuses a name that is taken, and writes nothing', async () => {
    writeJson(tree, 'libs/notes/project.json', { name: 'notes' });
    writeJson(tree, 'apps/staging/project.json', { name: 'staging' });
    const before = files();
    await expect(generate('notes')).rejects.toThrow(
      'module "notes": name "notes" is not possible (allowed: a free name; libs/notes exists). Use another name.',
    );
    await expect(generate('staging')).rejects.toThrow('the project in apps/staging has this one');
    await expect(generate('Queue')).rejects.toThrow('module "Queue": name "Queue" is not possible');
    await expect(generate(undefined)).rejects.toThrow('Pass a name: npx nx g @restartix/nx-cdktf:module queue');
    expect(files()).toEqual(before);
  });
});
