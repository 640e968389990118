// Publishes what was packed, with Node.js and npm alone: the job that may publish installs nothing and runs nobody else's code.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { URL } from 'node:url';

const PUBLIC = 'registry.npmjs.org';
// https://docs.npmjs.com/trusted-publishers
const TRUSTED_SINCE = [11, 5, 1];

const [folder = 'dist/packages'] = process.argv.slice(2);
const { NPM_REGISTRY, NPM_TOKEN, GITHUB_SHA } = process.env;

try {
  publishAll();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function publishAll() {
  const { commit, clean, packages } = JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8'));
  if (!clean) throw new Error(`${folder} was packed from files that were not committed. Pack again.`);
  if (GITHUB_SHA && commit !== GITHUB_SHA)
    throw new Error(`${folder} was packed from ${commit}, this is ${GITHUB_SHA}.`);
  const registry = registryUrl();
  // npm reads this folder's .npmrc; the token stays in the environment.
  const work = mkdtempSync(join(tmpdir(), 'publish-'));
  const auth = NPM_TOKEN ? `//${registry.host}${registry.pathname}:_authToken=\${NPM_TOKEN}\n` : '';
  const scope = packages[0].name.split('/')[0];
  writeFileSync(join(work, '.npmrc'), `${scope}:registry=${registry.href}\n${auth}`);

  const states = packages.map((each) => ({ ...each, published: integrityOf(work, each) }));
  for (const { name, version, file, integrity, published } of states) {
    const found = `sha512-${createHash('sha512')
      .update(readFileSync(join(folder, file)))
      .digest('base64')}`;
    if (found !== integrity) throw new Error(`${file} is not what was packed.`);
    if (published !== undefined && published !== integrity) {
      throw new Error(
        `${registry.host} has other content for ${name}@${version}. Nothing was published: raise the version.`,
      );
    }
  }
  const waiting = states.filter(({ published }) => published === undefined);
  for (const { name, version, file } of waiting) {
    const [, tag = 'latest'] = /^[\d.]+-([a-z]+)/i.exec(version) ?? [];
    const provenance = registry.host === PUBLIC && NPM_TOKEN ? ['--provenance'] : [];
    const { status, stderr } = npm(work, [
      'publish',
      resolve(folder, file),
      '--ignore-scripts',
      `--tag=${tag}`,
      ...provenance,
    ]);
    if (status !== 0) throw new Error(`${name}@${version} could not be published: ${stderr.trim()}`);
    console.log(`${name}@${version} published as ${tag}`);
  }
  console.log(`${waiting.length} published, ${states.length - waiting.length} published before`);
}

/** With a slash at its end, however it was written. Without a token, npm itself must be able to ask for one. */
function registryUrl() {
  if (!NPM_REGISTRY) throw new Error('NPM_REGISTRY is not set: set it as a variable of the environment npm-publish.');
  const url = new URL(NPM_REGISTRY);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  if (NPM_TOKEN) return url;
  if (url.host !== PUBLIC) {
    throw new Error(
      `NPM_TOKEN is not set: ${url.host} has no trusted publishing. Set it as a secret of the environment npm-publish.`,
    );
  }
  const version = npm('.', ['--version']).stdout.trim();
  if (isBefore(version.split('.').map(Number), TRUSTED_SINCE)) {
    throw new Error(`npm ${version} is too old for trusted publishing. Use ${TRUSTED_SINCE.join('.')} or later.`);
  }
  return url;
}

function isBefore(version, other) {
  const at = version.findIndex((part, i) => part !== other[i]);
  return at !== -1 && version[at] < other[at];
}

/** What the registry has for a version; undefined when it has none. */
function integrityOf(cwd, { name, version }) {
  const { status, stdout, stderr } = npm(cwd, ['view', `${name}@${version}`, 'dist.integrity', '--json']);
  if (status === 0) return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  if (/E404/.test(stdout + stderr)) return undefined;
  throw new Error(`${name} cannot be looked up: ${(stderr || stdout).trim()}`);
}

function npm(cwd, args) {
  const { status, stdout, stderr, error } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  return { status, stdout, stderr };
}
