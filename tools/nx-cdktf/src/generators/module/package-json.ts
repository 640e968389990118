import { readJson, type Tree } from '@nx/devkit';
import type { Conventions } from '../shared/conventions';
import { ownTargets } from '../shared/project-files';

interface Module {
  readonly root: string;
  readonly name: string;
  readonly packageName: string;
  readonly description: string;
  readonly core?: string;
  readonly testing?: string;
  readonly keywords?: readonly string[];
  readonly access?: 'public' | 'restricted';
}

/** The package.json of a new module. Its version is 0.0.0: the changeset makes it 1.0.0. */
export function packageJsonOf(tree: Tree, conventions: Conventions, module: Module): object {
  const { root, name, packageName, description, core, testing, keywords, access } = module;
  const { repository, license = 'MIT' } = conventions.root;
  const corePackage = packageNamed(tree, core, root);
  const git = repository ?? corePackage?.repository;
  const peers = corePackage?.peerDependencies ?? {};
  const peer = (of: 'cdktf' | 'constructs'): string => peers[of] ?? `^${conventions.version(of)}`;
  const { scripts, targets } = ownTargets(conventions);
  return {
    name: packageName,
    version: '0.0.0',
    description,
    files: ['dist', '!**/*.tsbuildinfo'],
    type: 'commonjs',
    exports: {
      './package.json': './package.json',
      '.': {
        ...(conventions.sourceCondition ? { [conventions.sourceCondition]: './src/index.ts' } : {}),
        types: './dist/index.d.ts',
        default: './dist/index.js',
      },
    },
    ...(conventions.root.engines?.['node'] ? { engines: { node: conventions.root.engines['node'] } } : {}),
    ...(git ? { repository: { ...git, directory: root } } : {}),
    license,
    keywords: keywords ?? ['aws', 'cdktf', 'terraform'],
    ...(scripts ? { scripts } : {}),
    ...(core ? { dependencies: { [core]: rangeOf(corePackage) } } : {}),
    peerDependencies: {
      // Another binding is another provider: what core was tried with, else what the workspace has.
      '@cdktf/provider-aws': peers['@cdktf/provider-aws'] ?? conventions.version('@cdktf/provider-aws'),
      cdktf: peer('cdktf'),
      constructs: peer('constructs'),
    },
    ...(testing ? { devDependencies: { [testing]: rangeOf(packageNamed(tree, testing, root)) } } : {}),
    publishConfig: { access: access ?? 'restricted' },
    nx: { name, tags: ['type:module'], ...(targets ? { targets } : {}) },
  };
}

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly repository?: object;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace beside the new one, or an installed one. */
function packageNamed(tree: Tree, name: string | undefined, root: string): Package | undefined {
  const directory = root.split('/').slice(0, -1).join('/');
  const files = tree.children(directory).map((child) => `${directory}/${child}/package.json`);
  return [...files, `node_modules/${name}/package.json`]
    .filter((file) => tree.exists(file))
    .map((file) => readJson<Package>(tree, file))
    .find((each) => each.name === name);
}

function rangeOf(found: Package | undefined): string {
  return found?.version ? `^${found.version}` : '*';
}
