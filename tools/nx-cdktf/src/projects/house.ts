import { readJson, readNxJson, type Tree } from '@nx/devkit';
import { COMPILER_OPTIONS } from './compiler-options';
import { VERSIONS } from './versions';

/** The customs of a workspace, read from it, so that what is generated looks like what is there. */
export interface House {
  /** The scope of its packages, e.g. `@acme`. */
  readonly scope: string;
  /** The export condition under which packages are read from their sources. */
  readonly sourceCondition: string | undefined;
  /** Whether Nx infers `build` and `typecheck` from TypeScript's configuration. */
  readonly infersBuild: boolean;
  /** Whether Nx infers `test` from Jest's. */
  readonly infersTest: boolean;
  readonly hasJestPreset: boolean;
  /** What a project must say itself to be compiled with references, where the shared configuration does not. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
  readonly root: RootPackage;
  /** The version of a package that the workspace has, else the one it would get. */
  version(name: keyof typeof VERSIONS): string;
}

interface BaseConfig {
  readonly compilerOptions?: { readonly composite?: boolean; readonly customConditions?: readonly string[] };
}

interface RootPackage {
  readonly name?: string;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly repository?: { readonly type?: string; readonly url?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export function houseOf(tree: Tree, scope?: string): House {
  const root = readJson<RootPackage>(tree, 'package.json');
  const plugins = (readNxJson(tree)?.plugins ?? []).map((each) => (typeof each === 'string' ? each : each.plugin));
  const base = tree.exists('tsconfig.base.json')
    ? readJson<BaseConfig>(tree, 'tsconfig.base.json')
    : { compilerOptions: { composite: true } };
  const installed = { ...root.dependencies, ...root.devDependencies };
  return {
    scope: scope ?? scopeOf(root.name),
    sourceCondition: base.compilerOptions?.customConditions?.[0],
    infersBuild: plugins.includes('@nx/js/typescript'),
    infersTest: plugins.includes('@nx/jest/plugin'),
    compilerOptions: base.compilerOptions?.composite ? {} : COMPILER_OPTIONS,
    hasJestPreset: tree.exists('jest.preset.js'),
    root,
    version: (name) => installed[name] ?? VERSIONS[name],
  };
}

/** `@acme/source` → `@acme`, `acme` → `@acme` */
function scopeOf(name = 'infrastructure'): string {
  return name.startsWith('@') ? name.split('/')[0]! : `@${name}`;
}
