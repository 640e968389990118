import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import readChangesets from '@changesets/read';
import type { Published } from './published';
import type { Announced } from './refusals';

type Bump = Announced['bump'];
type Library = Pick<Published, 'name' | 'folder' | 'version'>;

const ORDER: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

/**
 * What is said of each library since its published version: by the changesets that wait, and, once they became a version, by
 * that version and its changelog.
 */
export async function announced(root: string): Promise<(library: Library) => Announced> {
  const changesets = await readChangesets(root);
  return ({ name, folder, version }) => {
    const own = changesets.filter(({ releases }) => releases.some((release) => release.name === name));
    const bumps = own.flatMap(({ releases }) => releases.filter((each) => each.name === name).map(({ type }) => type));
    const raised = raise(version, versionOf(join(root, folder, 'package.json')));
    const texts = [...own.map(({ summary }) => summary), changesSince(version, join(root, folder, 'CHANGELOG.md'))];
    return {
      bump: ORDER.findLast((bump) => bump === raised || bumps.includes(bump)) ?? 'none',
      guide: texts.some((text) => /^\s*#+ Upgrade\b/im.test(text)),
    };
  };
}

function versionOf(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** The first of the three numbers that differs. */
function raise(before: string, after: string): Bump {
  const [old, now] = [before, after].map((version) => version.split(/[.-]/));
  const place = [0, 1, 2].find((each) => old?.[each] !== now?.[each]);
  return place === undefined ? 'none' : (['major', 'minor', 'patch'] as const)[place]!;
}

/** What a changelog says above a version. */
function changesSince(version: string, file: string): string {
  if (!existsSync(file)) return '';
  const [above = ''] = readFileSync(file, 'utf8').split(`\n## ${version}\n`);
  return above;
}
