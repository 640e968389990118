import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const SCRIPT = join(__dirname, '../../bin/publish-packed.mjs');
const NPMJS = 'https://registry.npmjs.org';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'packed-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const integrity = (text: string): string => `sha512-${createHash('sha512').update(text).digest('base64')}`;

/** Packs versions of two packages, and lets a fake npm take them. `has` is what the registry has already. */
function publish(
  environment: NodeJS.ProcessEnv,
  {
    version = '1.0.0',
    npm = '11.6.0',
    has = {},
  }: { version?: string; npm?: string; has?: Record<string, string> } = {},
): { code: number | null; calls: string[]; said: string; npmrc: string } {
  const packages = ['core', 'network'].map((name) => {
    writeFileSync(join(folder, `${name}.tgz`), name);
    return { name: `@acme/${name}`, version, file: `${name}.tgz`, integrity: integrity(name) };
  });
  writeFileSync(join(folder, 'packages.json'), JSON.stringify({ commit: 'abc', clean: true, packages }));
  const views = Object.entries(has).map(([id, found]) => `*"view ${id} "*) echo '"${found}"';;`);
  writeFileSync(
    join(folder, 'npm'),
    `#!/bin/sh
case "$*" in
--version) echo ${npm};;
${views.join('\n')}
*view*) echo 'npm error code E404' >&2; exit 1;;
*publish*) cat .npmrc > "${folder}/npmrc"; echo "$*" >> "${folder}/calls";;
esac
`,
  );
  chmodSync(join(folder, 'npm'), 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, folder], {
    encoding: 'utf8',
    env: { PATH: `${folder}${delimiter}${process.env['PATH']}`, GITHUB_SHA: 'abc', ...environment },
  });
  const text = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  return {
    code: status,
    calls: text('calls').split('\n').filter(Boolean),
    said: stdout + stderr,
    npmrc: text('npmrc'),
  };
}

test('needs nothing but Node.js', () => {
  const imported = [...readFileSync(SCRIPT, 'utf8').matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name);
  expect(imported.length).toBeGreaterThan(3);
  expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([]);
});

test('publishes without a token where the registry trusts the workflow, running no script', () => {
  const { code, calls, npmrc } = publish({ NPM_REGISTRY: NPMJS });
  expect(code).toBe(0);
  expect(calls).toEqual(
    ['core', 'network'].map((name) => `publish ${folder}/${name}.tgz --ignore-scripts --tag=latest`),
  );
  expect(npmrc).toBe('@acme:registry=https://registry.npmjs.org/\n');
});

test.each([NPMJS, `${NPMJS}/`])('keeps the provenance with a token at %s', (registry) => {
  const { calls, npmrc } = publish({ NPM_REGISTRY: registry, NPM_TOKEN: 'a-token' });
  expect(calls[0]).toContain('--provenance');
  expect(npmrc).toBe('@acme:registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n');
});

test('asks no other registry for a provenance', () => {
  const { calls } = publish({ NPM_REGISTRY: 'https://npm.example.com', NPM_TOKEN: 'a-token' });
  expect(calls).toHaveLength(2);
  expect(calls.join()).not.toContain('--provenance');
});

test('publishes a prerelease under its own tag', () => {
  const { calls } = publish({ NPM_REGISTRY: NPMJS }, { version: '2.0.0-next.0' });
  expect(calls[0]).toContain('--tag=next');
});

test('leaves out what is published, and refuses other content before it publishes anything', () => {
  const same = publish({ NPM_REGISTRY: NPMJS }, { has: { '@acme/core@1.0.0': integrity('core') } });
  expect(same.calls).toHaveLength(1);
  rmSync(join(folder, 'calls'));
  const other = publish({ NPM_REGISTRY: NPMJS }, { has: { '@acme/network@1.0.0': 'sha512-other' } });
  expect(other.code).toBe(1);
  expect(other.said).toContain('has other content for @acme/network@1.0.0. Nothing was published');
  expect(other.calls).toEqual([]);
});

test.each([
  ['no registry', {}, {}, 'NPM_REGISTRY is not set'],
  ['a private registry without a token', { NPM_REGISTRY: 'https://npm.example.com' }, {}, 'NPM_TOKEN is not set'],
  ['too old an npm to be trusted', { NPM_REGISTRY: NPMJS }, { npm: '11.5.0' }, 'npm 11.5.0 is too old'],
  ['packages of another commit', { NPM_REGISTRY: NPMJS, GITHUB_SHA: 'def' }, {}, 'was packed from abc, this is def'],
])('refuses %s', (_, environment, options, said) => {
  const found = publish(environment, options);
  expect(found.code).toBe(1);
  expect(found.said).toContain(said);
  expect(found.calls).toEqual([]);
});
