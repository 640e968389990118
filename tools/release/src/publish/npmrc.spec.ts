import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmrc, registryUrl } from './npmrc';

const GUIDE = readFileSync(join(__dirname, '../../../../docs/publishing.md'), 'utf8');

/** Each registry of the guide: its name, its address, and the .npmrc that is shown for it. */
const FORMS = GUIDE.split(/^### /m).flatMap((section) => {
  const [, address] = /NPM_REGISTRY=(\S+)/.exec(section) ?? [];
  const [, shown] = /```ini\n([^]*?)```/.exec(section) ?? [];
  return address && shown ? [[section.split('\n')[0]!, address, shown] as const] : [];
});

test('the guide has a form for each kind of registry', () => {
  expect(FORMS.map(([name]) => name)).toEqual([
    "Verdaccio, and any other that takes npm's tokens",
    'GitHub Packages',
    'AWS CodeArtifact',
  ]);
});

test.each(FORMS)('%s gets the .npmrc that the guide shows', (_, address, shown) => {
  expect(npmrc(registryUrl(address, 'NPM_REGISTRY'), '@restartix')).toBe(shown);
});

test('a port and a path belong to the line of the token', () => {
  expect(npmrc(registryUrl('http://127.0.0.1:4873/npm', 'NPM_REGISTRY'), '@acme')).toBe(
    '@acme:registry=http://127.0.0.1:4873/npm/\n//127.0.0.1:4873/npm/:_authToken=${NPM_TOKEN}\n',
  );
});

test.each([
  ['npm.example.com', 'NPM_REGISTRY "npm.example.com" is not a registry URL.'],
  ['http://npm.example.com', 'NPM_REGISTRY "http://npm.example.com" is not encrypted'],
  ['ftp://127.0.0.1/', 'is not encrypted'],
  ['https://me:secret@npm.example.com', 'NPM_REGISTRY has more than a host and a path.'],
  ['https://npm.example.com/?token=secret', 'NPM_REGISTRY has more than a host and a path.'],
])('refuses %s, and repeats no credential', (address, problem) => {
  expect(() => registryUrl(address, 'NPM_REGISTRY')).toThrow(problem);
  expect(() => registryUrl(address, 'NPM_REGISTRY')).not.toThrow(/secret/);
});
