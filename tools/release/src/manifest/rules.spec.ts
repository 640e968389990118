import { join } from 'node:path';
import { publicPackages } from '@restartix/kit';
import { workspacePackages, type WorkspacePackage } from '../pack/workspace';
import { completed } from './derived';
import { importsOf } from './imports';
import type { Manifest } from './manifest';
import { manifestProblems } from './rules';

const ROOT = join(__dirname, '../../../..');

const QUEUE: Manifest = completed('libs/queue', {
  name: '@restartix/queue',
  version: '1.0.0',
  description: 'Queues and their dead letters.',
  exports: { '.': { types: './dist/index.d.ts' } },
  keywords: ['aws', 'sqs', 'cdktf'],
  dependencies: { '@restartix/core': '^1.0.0' },
  peerDependencies: { '@cdktf/provider-aws': '20.1.0', cdktf: '^0.21.0', constructs: '^10.4.2' },
  nx: { name: 'queue', tags: ['type:module'] },
});
const IMPORTS = ['@cdktf/provider-aws', '@restartix/core', 'constructs'];

const queue = (changes: Partial<Manifest>): WorkspacePackage => ({
  folder: 'libs/queue',
  manifest: { ...QUEUE, ...changes },
});

describe('manifests', () => {
  it.each(workspacePackages(ROOT).map((each) => [each.folder, each] as const))('%s keeps the rules', (folder, each) => {
    expect(manifestProblems(each, { imports: importsOf(ROOT, folder) })).toEqual([]);
  });

  // GitHub Packages takes a package only under its repository's owner.
  it.each(publicPackages(ROOT))('$name belongs to the owner of its repository', ({ name, manifest }) => {
    const { repository } = manifest as Manifest;
    const [, owner] = /^git\+https:\/\/[^/]+\/([^/]+)\/[^/]+\.git$/.exec(repository?.['url'] ?? '') ?? [];
    expect(`@${owner}`).toBe(name.split('/')[0]);
  });

  it('are right when they are filled in', () => {
    expect(manifestProblems(queue({}), { imports: IMPORTS })).toEqual([]);
  });

  it.each<[string, Partial<Manifest>, RegExp]>([
    ['a library that no registry gets', { private: true }, /private is true \(allowed: omitted/],
    [
      'a version before the first',
      { version: '0.1.0' },
      /version is "0\.1\.0" \(allowed: 1\.0\.0 and later, or 0\.0\.0/,
    ],
    ['no description', { description: '' }, /description is "" \(allowed: a sentence\)/],
    ['too few keywords', { keywords: ['aws'] }, /keywords are \["aws"\]/],
    ['another licence', { license: 'ISC' }, /license is "ISC" \(allowed: "MIT"\)\. Run npx nx run release:update/],
    ['side effects', { sideEffects: true }, /sideEffects is true \(allowed: false\)/],
    ['ES modules', { type: 'module' }, /type is "module" \(allowed: "commonjs"\)/],
    ['an open door', { exports: { './*': './dist/*.js' } }, /exports is .* \(allowed: /],
    ['tests in the tarball', { files: ['dist', 'src'] }, /files is \["dist","src"\]/],
    ['engines of its own', { engines: { node: '>=18' } }, /engines is/],
    ['no homepage', { homepage: undefined }, /homepage is undefined/],
    ['cdktf as a dependency', { dependencies: { cdktf: '0.21.0' } }, /dependencies\.cdktf would install a second copy/],
    [
      'no provider',
      { peerDependencies: { cdktf: '^0.21.0', constructs: '^10.4.2' } },
      /@cdktf\/provider-aws is missing/,
    ],
    ['core at one version', { dependencies: { '@restartix/core': '1.0.0' } }, /\(allowed: a caret range/],
    ['core left out', { dependencies: {} }, /dependencies\.@restartix\/core is undefined/],
    ['core as a peer', { peerDependencies: { '@restartix/core': '^1.0.0' } }, /Move it to dependencies/],
  ])('refuse %s', (_, changes, message) => {
    expect(manifestProblems(queue(changes), { imports: IMPORTS }).join('\n')).toMatch(message);
  });

  it('refuse keys in another order', () => {
    const { name, ...rest } = QUEUE;
    const each = { folder: 'libs/queue', manifest: { ...rest, name } };
    expect(manifestProblems(each, { imports: IMPORTS }).join('\n')).toMatch(/"version" is in the place of "name"/);
  });

  it('refuse an application that a registry would get', () => {
    const each = { folder: 'apps/staging', manifest: { name: '@restartix/staging', version: '0.0.0' } };
    expect(manifestProblems(each, { imports: [] }).join('\n')).toMatch(/private is undefined \(allowed: true/);
  });
});
