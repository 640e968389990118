import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import type { Packed as Tarball } from '../pack/pack';

/** Where packages are packed into, below the root. */
export const PACKED = 'dist/packages';
export const MANIFEST = `${PACKED}/packages.json`;

/** One tarball, by its name beside the list. */
export type Packed = Omit<Tarball, 'contents'>;

/** What was packed, each after those that it depends on, and from which sources. */
export interface Manifest {
  readonly commit: string;
  /** Whether everything was committed. */
  readonly clean: boolean;
  readonly packages: readonly Packed[];
}

/** What is packed already. */
export function readManifest(root: string): Manifest | undefined {
  const file = join(root, MANIFEST);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
}

/** @throws ToolError unless the tarballs are those of the list, packed from this very commit. */
export function checkPacked(root: string, { commit, clean, packages }: Manifest, head: string): void {
  const again = 'Pack again: npm run release:pack';
  if (!clean) throw new ToolError(`${PACKED} was packed from files that were not committed.`, again);
  if (commit !== head) {
    throw new ToolError(`${PACKED} was packed from ${commit.slice(0, 7)}, this is ${head.slice(0, 7)}.`, again);
  }
  for (const { file, integrity } of packages) {
    const path = join(root, PACKED, file);
    if (!existsSync(path)) throw new ToolError(`${PACKED}/${file} is missing.`, again);
    const found = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
    if (found !== integrity) throw new ToolError(`${PACKED}/${file} is not what was packed.`, again);
  }
}
