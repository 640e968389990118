import { offsetFromRoot, writeJson, type Tree } from '@nx/devkit';
import type { Conventions } from './conventions';

interface Project {
  /** e.g. `libs/queue` */
  readonly root: string;
  readonly name: string;
  /** Projects of the workspace that it is compiled against, e.g. `libs/core`. */
  readonly references: readonly string[];
  readonly testReferences: readonly string[];
  /** Whether it has a folder of examples, which its tests synthesize. */
  readonly examples: boolean;
}

/** The configuration of TypeScript and Jest. */
export function writeProjectFiles(tree: Tree, conventions: Conventions, project: Project): void {
  const { root, name, references, testReferences, examples } = project;
  const up = offsetFromRoot(root);
  const base = `${up}tsconfig.base.json`;
  const paths = (projects: readonly string[]): { path: string }[] =>
    projects.map((other) => ({ path: `${relativeTo(root, other)}/tsconfig.lib.json` }));

  writeJson(tree, `${root}/tsconfig.json`, {
    extends: base,
    files: [],
    include: [],
    references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
  });
  writeJson(tree, `${root}/tsconfig.lib.json`, {
    extends: base,
    compilerOptions: {
      ...conventions.compilerOptions,
      rootDir: 'src',
      outDir: 'dist',
      tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo',
    },
    include: ['src/**/*.ts'],
    exclude: ['src/**/*.spec.ts'],
    references: paths([...references, ...testReferences]),
  });
  writeJson(tree, `${root}/tsconfig.spec.json`, {
    extends: base,
    compilerOptions: {
      ...conventions.compilerOptions,
      rootDir: examples ? '.' : 'src',
      outDir: 'out-tsc/spec',
      types: ['node', 'jest'],
    },
    include: ['src/**/*.spec.ts', ...(examples ? ['examples/**/*.ts'] : [])],
    references: [{ path: './tsconfig.lib.json' }, ...paths(testReferences)],
  });
  tree.write(`${root}/jest.config.cjs`, conventions.hasJestPreset ? presetOf(up, name) : jestConfig(name));
}

function presetOf(up: string, name: string): string {
  return `module.exports = { preset: '${up}jest.preset.js', displayName: '${name}' };\n`;
}

function jestConfig(name: string): string {
  return `module.exports = {
  displayName: '${name}',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: {
    '^.+\\\\.ts$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
};
`;
}

/** `libs/queue`, `libs/core` → `../core` */
function relativeTo(from: string, to: string): string {
  const [head, ...rest] = to.split('/');
  return from.split('/')[0] === head ? `../${rest.join('/')}` : `${offsetFromRoot(from)}${to}`;
}

interface OwnTargets {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly targets?: Readonly<Record<string, object>>;
}

/** Scripts of the package for the targets that Nx does not infer in this workspace. */
export function ownTargets({ infersBuild, infersTest }: Conventions): OwnTargets {
  if (infersBuild && infersTest) return {};
  return {
    scripts: {
      ...(infersBuild ? {} : { build: 'tsc -b tsconfig.lib.json', typecheck: 'tsc -b' }),
      ...(infersTest ? {} : { test: 'jest' }),
    },
    targets: {
      ...(infersBuild
        ? {}
        : {
            build: { cache: true, dependsOn: ['^build'], outputs: ['{projectRoot}/dist'] },
            typecheck: { dependsOn: ['^build'] },
          }),
      ...(infersTest ? {} : { test: { dependsOn: ['^build'] } }),
    },
  };
}
