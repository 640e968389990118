import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PackagesError } from './errors';
import { stage } from './stage';
import { publicPackages, type WorkspacePackage } from './workspace';

/** A package as a registry gets it. */
export interface Packed {
  /** e.g. `@restartix/network` */
  readonly name: string;
  readonly version: string;
  /** Where the tarball is. */
  readonly file: string;
  /** `sha512-…`, as lock files name it. */
  readonly integrity: string;
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
 * Builds every public package from its sources alone, in a folder of its own, and packs it. What an earlier build left in
 * the working folder gets into no tarball, and the working folder stays as it is.
 * @throws PackagesError when a build or npm fails.
 */
export async function packPackages({ root, into }: PackOptions): Promise<Packed[]> {
  const target = resolve(into);
  mkdirSync(target, { recursive: true });
  const packages = publicPackages(root);
  const staged = stage(root);
  try {
    build(staged.folder, packages);
    return pack(staged.folder, packages, target);
  } finally {
    staged.remove();
  }
}

function build(folder: string, packages: readonly WorkspacePackage[]): void {
  const projects = packages.map(({ manifest }) => manifest.nx?.name ?? manifest.name).join(',');
  run(folder, 'npx', ['nx', 'run-many', '--target=build', `--projects=${projects}`, '--outputStyle=static']);
}

interface NpmPacked {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly integrity: string;
  readonly files: readonly { readonly path: string }[];
}

function pack(folder: string, packages: readonly WorkspacePackage[], into: string): Packed[] {
  const folders = packages.map((each) => `./${each.folder}`);
  const text = run(folder, 'npm', ['pack', ...folders, '--json', '--ignore-scripts', `--pack-destination=${into}`]);
  return (JSON.parse(text) as NpmPacked[]).map(({ name, version, filename, integrity, files }) => ({
    name,
    version,
    file: join(into, filename),
    integrity,
    contents: files.map(({ path }) => path).sort(),
  }));
}

/** Nx and npm tell their children what they run; a run of another workspace must not hear it. */
function run(cwd: string, program: string, args: readonly string[]): string {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NX_|npm_|NODE_OPTIONS$)/.test(name));
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...Object.fromEntries(inherited), NX_DAEMON: 'false' },
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return stdout;
  throw new PackagesError(
    `${program} ${args.slice(0, 2).join(' ')} failed:\n${error?.message ?? `${stdout}\n${stderr}`.trim()}`,
    'The same happens in the working folder: npx nx run-many -t build.',
  );
}
