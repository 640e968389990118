import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseError } from './errors';
import { Git } from './git';
import { MANIFEST, PACKED, type Manifest, type Packed } from './manifest';
import { publicPackages, type PublicPackage } from './packages';
import { run } from './run';

/**
 * Builds every public package from nothing and packs it into `dist/packages`, with a list of what was packed. What an
 * earlier build left behind is in no tarball.
 */
export async function pack(root: string): Promise<Manifest> {
  const git = new Git(root);
  const packages = publicPackages(root);
  const folder = join(root, PACKED);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const commit = await git.head();
  const clean = (await git.uncommitted()).length === 0;
  await build(root, packages);
  const manifest: Manifest = { commit, clean, packages: await packAll(root, packages) };
  // Last: a folder with this list is whole.
  writeFileSync(join(root, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function build(root: string, packages: readonly PublicPackage[]): Promise<void> {
  for (const { folder } of packages) rmSync(join(root, folder, 'dist'), { recursive: true, force: true });
  const projects = packages.map(({ project }) => project).join(',');
  const nx = join(root, 'node_modules/.bin/nx');
  const { code, stdout, stderr } = await run(nx, ['run-many', '-t', 'build', '-p', projects, '--skip-nx-cache'], {
    cwd: root,
  });
  if (code !== 0)
    throw new ReleaseError(`The packages do not build:\n${stdout}${stderr}`, 'Mend them; npm run typecheck.');
}

async function packAll(root: string, packages: readonly PublicPackage[]): Promise<Packed[]> {
  const workspaces = packages.map(({ folder }) => `--workspace=${folder}`);
  const args = ['pack', '--json', '--ignore-scripts', `--pack-destination=${join(root, PACKED)}`, ...workspaces];
  const { code, stdout, stderr } = await run('npm', args, { cwd: root });
  if (code !== 0) throw new ReleaseError(`npm pack failed:\n${stderr.trim()}`, 'Mend what it names, and pack again.');
  const packed = JSON.parse(stdout) as (Omit<Packed, 'file'> & { filename: string })[];
  return packages.map(({ name }) => {
    const found = packed.find((each) => each.name === name)!;
    const { version, integrity, shasum, size, unpackedSize, filename } = found;
    return { name, version, file: filename, integrity, shasum, size, unpackedSize };
  });
}
