import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mended } from './manifest/derived';
import type { Manifest } from './manifest/manifest';
import { workspacePackages } from './workspace';

/** Fills in what follows in each package.json and puts its keys in order. Gives those that it changed. */
export function updateManifests(root: string): string[] {
  return workspacePackages(root).flatMap(({ folder }) => {
    const file = join(root, folder, 'package.json');
    const before = readFileSync(file, 'utf8');
    const after = `${JSON.stringify(mended(folder, JSON.parse(before) as Manifest), null, 2)}\n`;
    if (before === after) return [];
    writeFileSync(file, after);
    return [`${folder}/package.json`];
  });
}
