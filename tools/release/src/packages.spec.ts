import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages } from './packages';
import { FakeWorkspace } from './testing/fake-workspace';

const ROOT = join(__dirname, '../../..');

describe('public packages', () => {
  let workspace: FakeWorkspace;
  beforeEach(() => (workspace = new FakeWorkspace()));
  afterEach(() => workspace.dispose());
  const names = (): string[] => publicPackages(workspace.root).map(({ name }) => name);

  it('come after those that they depend on, and are else in the order of the alphabet', () => {
    workspace.lib('a', { dependencies: { '@acme/z': '^1.0.0', lodash: '*' } });
    workspace.lib('b', { peerDependencies: { '@acme/a': '^1.0.0' } });
    workspace.lib('z');
    expect(names()).toEqual(['@acme/z', '@acme/a', '@acme/b']);
  });

  it('leave out what is private, whoever depends on it', () => {
    workspace.lib('a', { dependencies: { '@acme/b': '*' } });
    workspace.lib('b', { private: true });
    expect(names()).toEqual(['@acme/a']);
  });

  it('are all there when two depend on each other', () => {
    workspace.lib('a', { dependencies: { '@acme/b': '*' } });
    workspace.lib('b', { dependencies: { '@acme/a': '*' } });
    expect(names().sort()).toEqual(['@acme/a', '@acme/b']);
  });
});

// GitHub Packages takes a package only under its repository's owner.
test.each(publicPackages(ROOT))('$name belongs to the owner of its repository', ({ name, folder }) => {
  const { repository } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    repository: { url: string; directory: string };
  };
  const [, owner] = /^git\+https:\/\/[^/]+\/([^/]+)\/[^/]+\.git$/.exec(repository.url) ?? [];
  expect(`@${owner}`).toBe(name.split('/')[0]);
  expect(repository.directory).toBe(folder);
});
