import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolError } from './errors';

/** What tools read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace. */
export interface WorkspacePackage {
  readonly name: string;
  readonly version: string;
  /** e.g. `libs/network` */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The nearest folder upwards that holds an `nx.json`. */
export function workspaceRoot(from = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
    if (folder === dirname(folder)) {
      throw new ToolError(
        `No workspace: there is no nx.json in ${from} or above.`,
        'Run the command inside the repository.',
      );
    }
  }
}

/** Every package of the workspace, in the order of the folders. */
export function workspacePackages(root: string): WorkspacePackage[] {
  const { workspaces = [] } = read(join(root, 'package.json'));
  return workspaces
    .flatMap((pattern) => foldersOf(root, pattern))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map((folder) => {
      const manifest = read(join(root, folder, 'package.json'));
      return { name: manifest.name, version: manifest.version, folder, manifest };
    });
}

/** The packages that a registry gets, each after those that it depends on. */
export function publicPackages(root: string): WorkspacePackage[] {
  const found = new Map(
    workspacePackages(root)
      .filter(({ manifest }) => manifest.private !== true)
      .map((each) => [each.name, each]),
  );
  const ordered = new Set<WorkspacePackage>();
  const visit = (name: string, above: readonly string[]): void => {
    const each = found.get(name);
    if (!each || ordered.has(each) || above.includes(name)) return;
    const { dependencies, peerDependencies } = each.manifest;
    for (const needed of Object.keys({ ...dependencies, ...peerDependencies }).sort()) visit(needed, [...above, name]);
    ordered.add(each);
  };
  for (const name of [...found.keys()].sort()) visit(name, []);
  return [...ordered];
}

function foldersOf(root: string, pattern: string): string[] {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
}

function read(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}
