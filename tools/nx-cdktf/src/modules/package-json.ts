import { readJson, type Tree } from '@nx/devkit';
import type { ModuleOptions } from '../generators/module';
import type { House } from '../projects/house';
import { ownTargets } from '../projects/project-files';

interface Module extends Pick<ModuleOptions, 'core' | 'testing' | 'keywords' | 'access'> {
  readonly root: string;
  readonly name: string;
  readonly packageName: string;
  readonly description: string;
}

interface Peers {
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The package of a new module. It is at 0.0.0: its changeset makes 1.0.0 of that. */
export function packageOfModule(tree: Tree, house: House, module: Module): object {
  const { root, name, packageName, description, core, testing, keywords, access } = module;
  const { repository, license = 'MIT' } = house.root;
  const corePackage = core && packageNamed(tree, core, root);
  const git = repository ?? (corePackage ? corePackage.repository : undefined);
  const peers = (corePackage || undefined)?.peerDependencies ?? {};
  const peer = (of: 'cdktf' | 'constructs'): string => peers[of] ?? `^${house.version(of)}`;
  const { scripts, targets } = ownTargets(house);
  return {
    name: packageName,
    version: '0.0.0',
    description,
    files: ['dist', '!**/*.tsbuildinfo'],
    type: 'commonjs',
    exports: {
      './package.json': './package.json',
      '.': {
        ...(house.sourceCondition ? { [house.sourceCondition]: './src/index.ts' } : {}),
        types: './dist/index.d.ts',
        default: './dist/index.js',
      },
    },
    ...(house.root.engines?.['node'] ? { engines: { node: house.root.engines['node'] } } : {}),
    ...(git ? { repository: { ...git, directory: root } } : {}),
    license,
    keywords: keywords ?? ['aws', 'cdktf', 'terraform'],
    ...(scripts ? { scripts } : {}),
    ...(core ? { dependencies: { [core]: rangeOf(corePackage) } } : {}),
    peerDependencies: {
      '@cdktf/provider-aws': house.version('@cdktf/provider-aws'),
      cdktf: peer('cdktf'),
      constructs: peer('constructs'),
    },
    ...(testing ? { devDependencies: { [testing]: rangeOf(packageNamed(tree, testing, root)) } } : {}),
    publishConfig: { access: access ?? 'restricted' },
    nx: { name, tags: ['type:module'], ...(targets ? { targets } : {}) },
  };
}

interface Neighbour extends Peers {
  readonly name?: string;
  readonly version?: string;
  readonly repository?: object;
}

/** A package beside the new one, or installed. */
function packageNamed(tree: Tree, name: string, root: string): Neighbour | undefined {
  const directory = root.split('/').slice(0, -1).join('/');
  const files = tree.children(directory).map((child) => `${directory}/${child}/package.json`);
  return [...files, `node_modules/${name}/package.json`]
    .filter((file) => tree.exists(file))
    .map((file) => readJson<Neighbour>(tree, file))
    .find((each) => each.name === name);
}

function rangeOf(found: Neighbour | '' | undefined): string {
  return found && found.version ? `^${found.version}` : '*';
}
