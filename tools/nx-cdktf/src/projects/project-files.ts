import { offsetFromRoot, writeJson, type Tree } from '@nx/devkit';
import type { House } from './house';

interface Project {
  /** e.g. `libs/queue` */
  readonly root: string;
  readonly name: string;
  /** Projects of the workspace that it is compiled after, e.g. `libs/core`. */
  readonly references: readonly string[];
  readonly testReferences: readonly string[];
  /** Whether it has a folder of examples, which its tests run. */
  readonly examples: boolean;
}

/** How a project is compiled and tested. */
export function writeProjectFiles(tree: Tree, house: House, project: Project): void {
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
      ...house.compilerOptions,
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
      ...house.compilerOptions,
      rootDir: examples ? '.' : 'src',
      outDir: 'out-tsc/spec',
      types: ['node', 'jest'],
    },
    include: ['src/**/*.spec.ts', ...(examples ? ['examples/**/*.ts'] : [])],
    references: [{ path: './tsconfig.lib.json' }, ...paths(testReferences)],
  });
  tree.write(`${root}/jest.config.cjs`, house.hasJestPreset ? presetOf(up, name) : jestConfig(name));
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

/** What Nx does not infer in this workspace, as scripts of the package: Nx makes targets of them. */
export function ownTargets(house: House): { scripts?: Record<string, string>; targets?: Record<string, object> } {
  const scripts = {
    ...(house.infersBuild ? {} : { build: 'tsc -b tsconfig.lib.json', typecheck: 'tsc -b' }),
    ...(house.infersTest ? {} : { test: 'jest' }),
  };
  const targets = {
    ...(house.infersBuild
      ? {}
      : {
          build: { cache: true, dependsOn: ['^build'], outputs: ['{projectRoot}/dist'] },
          typecheck: { dependsOn: ['^build'] },
        }),
    ...(house.infersTest ? {} : { test: { dependsOn: ['^build'] } }),
  };
  return { ...(Object.keys(scripts).length > 0 ? { scripts, targets } : {}) };
}
