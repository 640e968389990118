import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Git, publicPackages } from '@restartix/kit';
import { setOutput } from '../actions/job';
import { flags, required, type Command, type Context } from '../command';

type ReleaseMode = 'version' | 'publish' | 'nothing';

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

/** Whether a published package has another version than at the base. */
function versionsRaised(root: string, base: string): boolean {
  const git = new Git(root);
  git.must(['rev-parse', '--verify', '--quiet', `${base}^{commit}`]);
  return publicPackages(root).some(({ folder, version }) => version !== versionAt(git, base, folder));
}

/** Undefined for a package that the base does not have. */
function versionAt(git: Git, base: string, folder: string): string | undefined {
  const { code, stdout } = git.run(['show', `${base}:${folder}/package.json`]);
  return code === 0 ? (JSON.parse(stdout) as { version: string }).version : undefined;
}
