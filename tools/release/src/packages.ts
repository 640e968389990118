import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the workspace that others may install. */
export interface PublicPackage {
  /** e.g. `@restartix/network` */
  readonly name: string;
  readonly version: string;
  /** e.g. `libs/network` */
  readonly folder: string;
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The packages that are not private, each after those that it depends on. */
export function publicPackages(root: string): PublicPackage[] {
  const found = new Map(
    workspaceFolders(root)
      .map((folder) => ({ folder, json: read<PackageJson>(join(root, folder, 'package.json')) }))
      .filter(({ json }) => !json.private)
      .map((each) => [each.json.name, each]),
  );
  const ordered = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    const each = found.get(name);
    if (!each || ordered.has(name) || above.includes(name)) return;
    const { dependencies, peerDependencies } = each.json;
    for (const needed of Object.keys({ ...dependencies, ...peerDependencies }).sort()) visit(needed, [...above, name]);
    ordered.add(name);
  };
  for (const name of [...found.keys()].sort()) visit(name, []);
  return [...ordered].map((name) => {
    const { folder, json } = found.get(name)!;
    return { name, version: json.version, folder };
  });
}

function workspaceFolders(root: string): string[] {
  const { workspaces = [] } = read<{ workspaces?: readonly string[] }>(join(root, 'package.json'));
  return workspaces
    .flatMap((pattern) => {
      if (!pattern.endsWith('/*')) return [pattern];
      const parent = pattern.slice(0, -2);
      return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
    })
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
