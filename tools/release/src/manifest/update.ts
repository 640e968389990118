import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages } from '@restartix/kit';
import { completed } from './derived';
import type { Manifest } from './manifest';
import { workspacePackages } from '../pack/workspace';

/** Fills in what follows in each package.json and puts its keys in order. Gives those that it changed. */
export function updateManifests(root: string): string[] {
  return workspacePackages(root).flatMap(({ folder }) => {
    const file = join(root, folder, 'package.json');
    const before = readFileSync(file, 'utf8');
    const after = `${JSON.stringify(completed(folder, JSON.parse(before) as Manifest), null, 2)}\n`;
    if (before === after) return [];
    writeFileSync(file, after);
    return [`${folder}/package.json`];
  });
}

/** Starts the changelog of each package that has none; changesets go on with it. Gives those that it wrote. */
export function startChangelogs(root: string): string[] {
  return publicPackages(root).flatMap(({ folder, name, version }) => {
    const file = join(root, folder, 'CHANGELOG.md');
    if (existsSync(file)) return [];
    writeFileSync(file, `# ${name}\n\n## ${version}\n\nThe first release.\n`);
    return [`${folder}/CHANGELOG.md`];
  });
}
