import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mustCaptureSync, outsideEnvironment } from '@restartix/kit';
import { published } from '../manifest/published';
import { staged, type Stage } from './stage';

/** A package as a registry gets it. */
export interface Packed {
  /** e.g. `@restartix/network` */
  readonly name: string;
  readonly version: string;
  /** Where the tarball is. */
  readonly file: string;
  /** `sha512-…`, as lock files name it. */
  readonly integrity: string;
  /** SHA-1 in hexadecimal, as registries name it. */
  readonly shasum: string;
  /** Bytes that are downloaded. */
  readonly size: number;
  /** Bytes on the disk of whoever installs it. */
  readonly unpackedSize: number;
  /** The paths inside, sorted. */
  readonly contents: readonly string[];
}

/** What is packed, and where to. */
export interface PackOptions {
  /** The root of the workspace. Its working folder is packed, with what is not committed. */
  readonly root: string;
  /** The folder for the tarballs; it is made. */
  readonly into: string;
}

/**
 * Builds every public package from its sources alone, in a folder of its own, and packs it.
 * @throws ToolError when a build or npm fails.
 */
export function packPackages({ root, into }: PackOptions): Promise<Packed[]> {
  return staged(root, (stage) => packStage(stage, into));
}

interface NpmPacked extends Pick<Packed, 'name' | 'version' | 'integrity' | 'shasum' | 'size' | 'unpackedSize'> {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs what is built. Each tarball gets the workspace's licence, and the package.json that a consumer needs. */
export function packStage({ folder, packages }: Stage, into: string): Packed[] {
  const target = resolve(into);
  mkdirSync(target, { recursive: true });
  for (const each of packages) {
    copyFileSync(join(folder, 'LICENSE'), join(folder, each.folder, 'LICENSE'));
    const manifest = `${JSON.stringify(published(each.manifest), null, 2)}\n`;
    writeFileSync(join(folder, each.folder, 'package.json'), manifest);
  }
  const folders = packages.map((each) => `./${each.folder}`);
  const args = ['pack', ...folders, '--json', '--ignore-scripts', `--pack-destination=${target}`];
  const text = mustCaptureSync('npm', args, { cwd: folder, env: outsideEnvironment() });
  return (JSON.parse(text) as NpmPacked[]).map(
    ({ filename, files, name, version, integrity, shasum, size, unpackedSize }) => ({
      name,
      version,
      file: join(target, filename),
      integrity,
      shasum,
      size,
      unpackedSize,
      contents: files.map(({ path }) => path).sort(),
    }),
  );
}
