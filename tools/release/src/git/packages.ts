import type { Tree } from './tree';

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

interface Locked extends Manifest {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** An environment's folder and package. */
export interface Env {
  /** The name of its folder, e.g. `staging`. */
  readonly name: string;
  /** e.g. `apps/staging` */
  readonly folder: string;
}

/** What an environment is made of. */
export interface Sources {
  /** Folder → the name that it is imported by. */
  readonly packages: ReadonlyMap<string, string | undefined>;
  /** Those folders, and the files that all share. */
  readonly paths: readonly string[];
}

/** The packages of a tree: which are its own, who needs whom, what npm installs for them. */
export class Packages {
  /** Folder → what its package.json says. */
  readonly folders: ReadonlyMap<string, Manifest>;
  private readonly folderOf: ReadonlyMap<string, string>;
  private readonly locked: Readonly<Record<string, Locked>>;

  constructor(private readonly tree: Tree) {
    const [workspaces, lock] = rootOf(tree);
    const manifests = tree.read(foldersOf(tree, workspaces).map((folder) => `${folder}/package.json`));
    this.folders = new Map(
      [...manifests].map(([path, text]) => [path.slice(0, -'/package.json'.length), JSON.parse(text) as Manifest]),
    );
    this.folderOf = new Map([...this.folders].map(([folder, { name = folder }]) => [name, folder]));
    this.locked = lock;
  }

  /** A package with a `cdktf.json` is an environment. */
  envs(): Env[] {
    return [...this.folders.keys()]
      .filter((folder) => this.tree.has(`${folder}/cdktf.json`))
      .map((folder) => ({ name: folder.split('/').at(-1)!, folder }));
  }

  /** All that a synthesis of the environment can read of the workspace: its own folder and those of what it needs. */
  sources({ folder }: Pick<Env, 'folder'>): Sources {
    const found = new Map<string, string | undefined>();
    const visit = (each: string): void => {
      if (found.has(each)) return;
      const { name, dependencies, devDependencies, peerDependencies } = this.folders.get(each) ?? {};
      found.set(each, name);
      for (const needed of Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })) {
        const next = this.folderOf.get(needed);
        if (next) visit(next);
      }
    };
    visit(folder);
    return { packages: found, paths: [...found.keys(), ...SHARED.filter((file) => this.tree.has(file))] };
  }

  /** What npm installs for a synthesis of the environment: place in node_modules → version and checksum. */
  installed(env: Env): Map<string, Locked> {
    const found = new Map<string, Locked>();
    const visit = (from: string, needs: Locked): void => {
      for (const name of runtimeDependencies(needs)) {
        const own = this.folderOf.get(name);
        if (own !== undefined) {
          if (!seen.has(own)) visitOwn(own);
          continue;
        }
        const place = this.placeOf(name, from);
        if (place === undefined || found.has(place)) continue;
        const locked = this.locked[place]!;
        found.set(place, locked);
        visit(place, locked);
      }
    };
    const seen = new Set<string>();
    const visitOwn = (folder: string): void => {
      seen.add(folder);
      visit(folder, this.folders.get(folder) ?? {});
    };
    visitOwn(env.folder);
    return found;
  }

  /** Whether npm may omit it, as it does with other platforms' binaries. */
  isOptional(place: string): boolean {
    return this.locked[place]?.optional === true;
  }

  /** As Node looks for it: in the nearest node_modules upwards. */
  private placeOf(name: string, from: string): string | undefined {
    const parts = from.split('/');
    for (let depth = parts.length; depth >= 0; depth -= 1) {
      const place = [...parts.slice(0, depth), 'node_modules', name].join('/');
      if (this.locked[place]) return place;
    }
    return undefined;
  }
}

/** The workspace's patterns, and what is locked. */
function rootOf(tree: Tree): [readonly string[], Readonly<Record<string, Locked>>] {
  const texts = tree.read(['package.json', 'package-lock.json']);
  const { workspaces = [] } = JSON.parse(texts.get('package.json') ?? '{}') as Manifest;
  const { packages = {} } = JSON.parse(texts.get('package-lock.json') ?? '{}') as { packages?: Record<string, Locked> };
  return [workspaces, packages];
}

function foldersOf(tree: Tree, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => (pattern.endsWith('/*') ? tree.folders(pattern.slice(0, -2)) : [pattern]));
}

/** Files that every package uses. */
const SHARED = ['tsconfig.base.json'];

/** Optional peers belong to entry points that may not be used; who uses one names it as its own. */
function runtimeDependencies(needs: Locked): string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = needs;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** `cdktf 0.21.0 → 0.21.1`, for each package that is not installed as before. */
export function installedChanges(before: ReadonlyMap<string, Locked>, after: ReadonlyMap<string, Locked>): string[] {
  const places = [...new Set([...before.keys(), ...after.keys()])].sort();
  return places.flatMap((place) => {
    const [old, now] = [before.get(place), after.get(place)];
    if (old?.version === now?.version && old?.integrity === now?.integrity) return [];
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (old?.version === now?.version) return [`${name} ${now?.version} has another checksum`];
    return [`${name} ${old?.version ?? '(none)'} → ${now?.version ?? '(none)'}`];
  });
}
