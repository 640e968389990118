import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setOutput } from '../actions/job';
import { flags, required, type Command, type Context } from '../command';
import { CiError } from '../errors';
import { isRecord, parseJson, readJson } from '../json';

export type ReleaseMode = 'version' | 'publish' | 'nothing';

/**
 * What a push to the default branch means for releases: changesets wait to become versions, versions were raised and wait to
 * be published, or neither.
 */
export const releaseMode: Command = async (args, { root, environment }) => {
  const { values } = flags(args, { base: { type: 'string' } });
  setOutput('mode', modeOf(root, required('base', values.base)), environment);
  return 0;
};

function modeOf(root: Context['root'], base: string): ReleaseMode {
  const changesets = readdirSync(join(root, '.changeset')).filter((file) => /\.md$/.test(file) && file !== 'README.md');
  if (changesets.length > 0) return 'version';
  return versionsRaised(root, base) ? 'publish' : 'nothing';
}

/** Where public packages are. */
const FOLDERS = ['libs', 'tools'];

/** Whether a published package has another version than at the base. */
function versionsRaised(root: string, base: string): boolean {
  git(root, ['rev-parse', '--verify', '--quiet', `${base}^{commit}`]);
  const files = FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`))
    .filter((file) => existsSync(join(root, file)));
  const known = git(root, ['ls-tree', '-r', '--name-only', base, '--', ...FOLDERS]).split('\n');
  return files.some((file) => {
    const now = readJson(join(root, file));
    const before = known.includes(file) ? parseJson(git(root, ['show', `${base}:${file}`]), file) : {};
    return isRecord(now) && now['private'] !== true && isRecord(before) && now['version'] !== before['version'];
  });
}

function git(root: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status === 0) return stdout;
  throw new CiError(
    `git ${args.join(' ')} failed. ${stderr.trim()}`,
    'Name a commit that is there; a checkout of CI needs fetch-depth: 0.',
  );
}
