import { join } from 'node:path';
import { isRecord, readJson, ToolError, filled } from '@restartix/kit';
import { defineCommand } from '../command';
import { GitHub, GitHubError } from '../github/client';

const PACKED = 'dist/packages/packages.json';

/**
 * Tags the commit of each published version, e.g. `@restartix/network@1.2.0`: an upgrade is rehearsed from there. A tag that
 * exists stays where it is.
 */
export const tagPackages = defineCommand({
  name: 'tag-packages',
  summary: 'Tags the commit of each published version.',
  line: (command) => command.requiredOption('--sha <commit>', 'the commit', filled),
  run: async ({ root, environment }, { sha }) => {
    const github = GitHub.fromEnvironment(environment);
    for (const tag of packedVersions(root)) {
      try {
        await github.post('/git/refs', { ref: `refs/tags/${tag}`, sha });
        console.log(`${tag} tagged`);
      } catch (error) {
        if (!(error instanceof GitHubError && /Reference already exists/.test(error.what))) throw error;
      }
    }
    return 0;
  },
});

function packedVersions(root: string): string[] {
  const list = readJson(join(root, PACKED));
  if (!isRecord(list) || !Array.isArray(list['packages'])) {
    throw new ToolError(`${PACKED} is not there, or lists no packages.`, 'npm run release:pack writes it.');
  }
  return list['packages'].filter(isRecord).map(({ name, version }) => `${String(name)}@${String(version)}`);
}
