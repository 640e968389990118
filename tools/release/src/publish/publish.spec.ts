import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from './publish';
import { FakeRegistry, FakeWorkspace } from './testing/fake-workspace';

const NAMES = ['core', 'network', 'cache'];

let workspace: FakeWorkspace;
let registry: FakeRegistry;
let said: string[];

beforeEach(() => {
  workspace = new FakeWorkspace();
  for (const name of NAMES) workspace.lib(name);
  workspace.commit();
  registry = new FakeRegistry(workspace.packed(NAMES));
  said = [];
});
afterEach(() => workspace.dispose());

const run = (dryRun = false): Promise<unknown> =>
  publish({ root: workspace.root, registry, dryRun, say: (line) => said.push(line) });

const TAGS = ['@acme/cache@1.0.0', '@acme/core@1.0.0', '@acme/network@1.0.0'];

test('publishes in the order of the list, and tags each version', async () => {
  await run();
  expect(registry.taken).toEqual(['@acme/core', '@acme/network', '@acme/cache']);
  expect(workspace.tags()).toEqual(TAGS);
  expect(said.at(-1)).toBe('3 published, 0 published before');
});

test('does nothing the second time', async () => {
  await run();
  await run();
  expect(registry.taken).toHaveLength(3);
  expect(said.at(-1)).toBe('0 published, 3 published before');
});

test('a dry run says what it would do, and does nothing', async () => {
  await run(true);
  expect(said).toContain('@acme/network@1.0.0 would be published');
  expect(registry.taken).toEqual([]);
  expect(workspace.tags()).toEqual([]);
});

test('publishes the rest after a failure half-way', async () => {
  registry.refused = 'acme-network-1.0.0.tgz';
  await expect(run()).rejects.toThrow(
    '@acme/network@1.0.0 could not be published, after 1 of 3: 403 Forbidden\nhint: Ask for the right. Then run npm run release again: it publishes the rest.',
  );
  expect(workspace.tags()).toEqual(['@acme/core@1.0.0']);
  registry.refused = 'nothing';
  await run();
  expect(registry.taken).toEqual(['@acme/core', '@acme/network', '@acme/cache']);
  expect(workspace.tags()).toEqual(TAGS);
});

test('tags what an earlier run published and did not come to tag; leaves a tag that is there', async () => {
  await run();
  workspace.git('tag', '--delete', '@acme/core@1.0.0');
  await run();
  expect(workspace.tags()).toEqual(TAGS);
  expect(said).toContain('@acme/core@1.0.0 tagged; it was published before');
});

test('refuses, by name, a version that exists with other content, and publishes nothing', async () => {
  registry.contents.set('@acme/cache@1.0.0', { integrity: 'sha512-other' });
  await expect(run()).rejects.toThrow(/other content for the same version: @acme\/cache@1\.0\.0\. Nothing/);
  expect(registry.taken).toEqual([]);
});

test('compares the older checksum where a registry has no other', async () => {
  const [, network] = workspace.packed(NAMES);
  registry.contents.set('@acme/network@1.0.0', { shasum: network!.shasum });
  await run();
  expect(registry.taken).toEqual(['@acme/core', '@acme/cache']);
  registry.contents.set('@acme/network@1.0.0', { shasum: 'other' });
  await expect(run()).rejects.toThrow(/@acme\/network@1\.0\.0/);
});

test.each([
  ['added', 'libs/new.txt'],
  ['changed', 'libs/network/package.json'],
])('refuses a file that is %s and not committed', async (_, path) => {
  workspace.write(path, '{}');
  await expect(run()).rejects.toThrow(`Uncommitted files in the working folder: ${path}.`);
  expect(registry.taken).toEqual([]);
});

test('refuses packages of another commit', async () => {
  workspace.write('libs/more.txt', 'more');
  workspace.commit();
  await expect(run()).rejects.toThrow(
    /dist\/packages was packed from [0-9a-f]{7}, this is [0-9a-f]{7}\.\nhint: Pack again/,
  );
});

test('refuses packages of files that were not committed', async () => {
  workspace.write('dist/packages/packages.json', JSON.stringify({ commit: '', clean: false, packages: [] }));
  await expect(run()).rejects.toThrow('dist/packages was packed from files that were not committed.');
});

test('refuses a tarball that is not what was packed, or is not there', async () => {
  workspace.write('dist/packages/acme-network-1.0.0.tgz', 'other');
  await expect(run()).rejects.toThrow('dist/packages/acme-network-1.0.0.tgz is not what was packed.');
  rmSync(join(workspace.root, 'dist/packages/acme-network-1.0.0.tgz'));
  await expect(run()).rejects.toThrow('dist/packages/acme-network-1.0.0.tgz is missing.');
});
