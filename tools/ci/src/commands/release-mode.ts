import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Git, ToolError, publicPackages, workspacePackages, filled } from '@restartix/kit';
import { setOutput } from '../actions/job';
import { defineCommand, type Context } from '../command';

type ReleaseMode = 'version' | 'publish' | 'nothing';

/**
 * What a push to the default branch means for releases: changesets wait to become versions, versions were raised and wait to
 * be published, or neither.
 */
export const releaseMode = defineCommand({
  name: 'release-mode',
  summary: 'Says what a push to the default branch means for releases.',
  line: (command) => command.requiredOption('--base <ref>', 'what was there before', filled),
  run: async ({ root, environment }, { base }) => {
    setOutput('mode', modeOf(root, base), environment);
    return 0;
  },
});

function modeOf(root: Context['root'], base: string): ReleaseMode {
  const folder = join(root, '.changeset');
  const changesets = readdirSync(folder).filter((file) => /\.md$/.test(file) && file !== 'README.md');
  refuseUnknownPackages(root, changesets);
  // In pre mode, what became a prerelease stays until the release.
  const released = releasedBefore(folder);
  if (changesets.some((file) => !released.includes(file))) return 'version';
  return versionsRaised(root, base) ? 'publish' : 'nothing';
}

/** The changesets that are a prerelease's already: https://github.com/changesets/changesets/blob/main/docs/prereleases.md */
function releasedBefore(folder: string): string[] {
  const file = join(folder, 'pre.json');
  if (!existsSync(file)) return [];
  const { mode, changesets } = JSON.parse(readFileSync(file, 'utf8')) as {
    mode: string;
    changesets: readonly string[];
  };
  return mode === 'pre' ? changesets.map((name) => `${name}.md`) : [];
}

/** @throws ToolError for a changeset of a package that is gone: `changeset version` would end with a stack trace. */
function refuseUnknownPackages(root: string, files: readonly string[]): void {
  const known = workspacePackages(root).map(({ name }) => name);
  for (const file of files) {
    const [, head = ''] = /^---\r?\n([^]*?)\r?\n---/.exec(readFileSync(join(root, '.changeset', file), 'utf8')) ?? [];
    const named = [...head.matchAll(/^['"]?([^'":\s]+)['"]?\s*:/gm)].map(([, name = '']) => name);
    const gone = named.filter((name) => !known.includes(name));
    if (gone.length === 0) continue;
    throw new ToolError(
      `.changeset/${file} is for ${gone.join(', ')}, which is no package of this repository any more.`,
      'Name the package that took its place, or remove the line; a changeset without packages goes.',
    );
  }
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
