/** What a condition or a path of `exports` leads to. */
export type ExportTarget = string | Readonly<Record<string, string>>;

/** What this tool reads of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly private?: boolean;
  readonly files?: readonly string[];
  readonly type?: string;
  readonly main?: string;
  readonly types?: string;
  readonly exports?: Readonly<Record<string, ExportTarget>>;
  readonly typesVersions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly sideEffects?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly repository?: Readonly<Record<string, string>>;
  readonly homepage?: string;
  readonly bugs?: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly keywords?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, string>>;
  readonly nx?: { readonly name?: string; readonly tags?: readonly string[] };
}

/** The order of the keys: what it is, what is in it, where it is from, what it needs. */
export const KEY_ORDER = [
  'name',
  'version',
  'description',
  'private',
  'bin',
  'files',
  'type',
  'main',
  'types',
  'exports',
  'typesVersions',
  'generators',
  'executors',
  'sideEffects',
  'engines',
  'repository',
  'homepage',
  'bugs',
  'license',
  'keywords',
  'workspaces',
  'scripts',
  'dependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'devDependencies',
  'overrides',
  'allowScripts',
  'publishConfig',
  'nx',
] as const;
