import {
  addDependenciesToPackageJson,
  installPackagesTask,
  readJson,
  readNxJson,
  updateJson,
  updateNxJson,
  writeJson,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { COMPILER_OPTIONS } from './compiler-options';
import { VERSIONS } from './versions';

const PLUGIN = '@restartix/nx-cdktf/plugin';

/** Makes the workspace one that a project in `folder` can live in; one that is stays as it is. */
export function prepareWorkspace(tree: Tree, folder: string): void {
  addDependenciesToPackageJson(tree, {}, missing(tree));
  const { workspaces = [] } = readJson<{ workspaces?: string[] | { packages: string[] } }>(tree, 'package.json');
  if (Array.isArray(workspaces) && !workspaces.includes(`${folder}/*`)) {
    updateJson<object>(tree, 'package.json', (json) => ({ ...json, workspaces: [...workspaces, `${folder}/*`] }));
  }
  ignore(tree, ['node_modules', 'dist', 'out-tsc', 'cdktf.out', '.tf', '.nx']);
  if (!tree.exists('tsconfig.base.json')) writeJson(tree, 'tsconfig.base.json', { compilerOptions: COMPILER_OPTIONS });

  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (!plugins.some((each) => (typeof each === 'string' ? each : each.plugin) === PLUGIN)) {
    updateNxJson(tree, { ...nxJson, plugins: [...plugins, PLUGIN] });
  }
}

/** What is made from the sources, and Terraform's own files, state and plans among them, never enter git. */
function ignore(tree: Tree, names: readonly string[]): void {
  const text = tree.exists('.gitignore') ? (tree.read('.gitignore', 'utf8') ?? '') : '';
  const there = text.split('\n').map((line) => line.replace(/^\/|\/$/g, ''));
  const more = names.filter((name) => !there.includes(name));
  if (more.length > 0)
    tree.write('.gitignore', `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${more.join('\n')}\n`);
}

function missing(tree: Tree): Record<string, string> {
  const { dependencies, devDependencies } = readJson<Record<string, Record<string, string>>>(tree, 'package.json');
  const there = { ...dependencies, ...devDependencies };
  return Object.fromEntries(Object.entries(VERSIONS).filter(([name]) => there[name] === undefined));
}

/** Puts a project into the references of the workspace's solution, where it has one. */
export function addReference(tree: Tree, project: string): void {
  if (!tree.exists('tsconfig.json')) return;
  updateJson<{ references?: { path: string }[] }>(tree, 'tsconfig.json', (json) => ({
    ...json,
    references: [...(json.references ?? []), { path: `./${project}` }],
  }));
}

/** Links the new project, and writes it into the lock file. */
export function install(tree: Tree, skip = false): GeneratorCallback {
  return () => {
    if (!skip) installPackagesTask(tree, true);
  };
}
