import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Git, publicPackages } from '@restartix/kit';
import { packPackages, type Packed as Tarball } from '../pack/pack';
import { MANIFEST, PACKED, type Manifest, type Packed } from './packed';

/**
 * Builds every public package from its sources alone and packs it into `dist/packages`, with a list of what was packed: the
 * very tarballs that are checked. What an earlier build left behind is in none.
 */
export async function pack(root: string): Promise<Manifest> {
  const git = new Git(root);
  const folder = join(root, PACKED);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const commit = git.head();
  const clean = git.uncommitted().length === 0;
  const tarballs = await packPackages({ root, into: folder });
  const packages = publicPackages(root).map(({ name }) => listed(tarballs.find((each) => each.name === name)!));
  const manifest: Manifest = { commit, clean, packages };
  // Last: a folder with this list is whole.
  writeFileSync(join(root, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function listed({ name, version, file, integrity, shasum, size, unpackedSize }: Tarball): Packed {
  return { name, version, file: basename(file), integrity, shasum, size, unpackedSize };
}
