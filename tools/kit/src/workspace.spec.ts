import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Scratch } from './testing/scratch';
import { publicPackages, workspacePackages, workspaceRoot } from './workspace';

let scratch: Scratch;
let root: string;
beforeEach(() => {
  scratch = new Scratch();
  root = scratch.root;
  scratch.write('nx.json', {});
  scratch.write('package.json', { workspaces: ['libs/*', 'apps/*', 'e2e'] });
});
afterEach(() => scratch.dispose());

function add(folder: string, manifest: object = {}): void {
  const name = `@acme/${folder.split('/').at(-1)}`;
  scratch.write(`${folder}/package.json`, { name, version: '1.0.0', ...manifest });
}

it('is found from any folder inside it', () => {
  add('libs/a');
  expect(workspaceRoot(join(root, 'libs/a'))).toBe(root);
  expect(() => workspaceRoot(tmpdir())).toThrow(/^No workspace: there is no nx\.json in /);
});

it('has the packages that its patterns name', () => {
  add('libs/b', { private: true });
  add('libs/a');
  add('e2e');
  add('other/c');
  expect(workspacePackages(root).map(({ folder }) => folder)).toEqual(['e2e', 'libs/a', 'libs/b']);
});

it('publishes what is not private, each after what it depends on, and survives a circle', () => {
  add('libs/a', { dependencies: { '@acme/c': '1', '@acme/b': '1' } });
  add('libs/b', { peerDependencies: { '@acme/c': '1' } });
  add('libs/c', { dependencies: { '@acme/a': '1' } });
  add('libs/d', { private: true });
  expect(publicPackages(root).map(({ name }) => name)).toEqual(['@acme/c', '@acme/b', '@acme/a']);
});
