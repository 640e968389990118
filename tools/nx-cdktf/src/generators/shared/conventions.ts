import { readJson, readNxJson, type Tree } from '@nx/devkit';

/** What a workspace gets that lacks it. */
export const VERSIONS = {
  cdktf: '0.21.0',
  constructs: '10.8.1',
  '@cdktf/provider-aws': '20.1.0',
  typescript: '6.0.3',
  '@types/node': '20.19.43',
  jest: '30.5.2',
  '@types/jest': '30.0.0',
  '@swc/core': '1.16.18',
  '@swc/jest': '0.2.39',
} as const;

/** Strict, with project references: for a workspace that does not configure them. */
export const COMPILER_OPTIONS = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  composite: true,
  declaration: true,
  sourceMap: true,
  isolatedModules: true,
  skipLibCheck: true,
  strict: true,
  noUncheckedIndexedAccess: true,
};

/** A workspace's conventions, so that what is generated looks like what exists. */
export interface Conventions {
  /** The scope of its packages, e.g. `@acme`. */
  readonly scope: string;
  /** The export condition that resolves packages to their sources. */
  readonly sourceCondition: string | undefined;
  /** Whether Nx infers `build` and `typecheck` from TypeScript's configuration. */
  readonly infersBuild: boolean;
  /** Whether Nx infers `test` from Jest's. */
  readonly infersTest: boolean;
  readonly hasJestPreset: boolean;
  /** What a project must set itself to be compiled with references, because the shared configuration does not. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly root: RootPackage;
  /** The version of a package that the workspace has, else the one it would get. */
  version(name: keyof typeof VERSIONS): string;
}

interface RootPackage {
  readonly name?: string;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly repository?: { readonly type?: string; readonly url?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface BaseConfig {
  readonly compilerOptions?: { readonly composite?: boolean; readonly customConditions?: readonly string[] };
}

export function conventionsOf(tree: Tree, scope?: string): Conventions {
  const root = readJson<RootPackage>(tree, 'package.json');
  const plugins = (readNxJson(tree)?.plugins ?? []).map((each) => (typeof each === 'string' ? each : each.plugin));
  const hasBase = tree.exists('tsconfig.base.json');
  const { compilerOptions = {} } = hasBase ? readJson<BaseConfig>(tree, 'tsconfig.base.json') : {};
  const installed = { ...root.dependencies, ...root.devDependencies };
  return {
    scope: scope ?? scopeOf(root.name),
    sourceCondition: compilerOptions.customConditions?.[0],
    infersBuild: plugins.includes('@nx/js/typescript'),
    infersTest: plugins.includes('@nx/jest/plugin'),
    compilerOptions: compilerOptions.composite || !hasBase ? {} : COMPILER_OPTIONS,
    hasJestPreset: tree.exists('jest.preset.js'),
    root,
    version: (name) => installed[name] ?? VERSIONS[name],
  };
}

/** `@acme/source` → `@acme`, `acme` → `@acme` */
function scopeOf(name = 'infrastructure'): string {
  return name.startsWith('@') ? name.split('/')[0]! : `@${name}`;
}
