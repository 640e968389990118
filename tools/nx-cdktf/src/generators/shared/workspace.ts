import { execSync } from 'node:child_process';
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
import { COMPILER_OPTIONS, VERSIONS } from './conventions';

const PLUGIN = '@restartix/nx-cdktf/plugin';
const IGNORED = ['node_modules', 'dist', 'out-tsc', 'cdktf.out', '.tf', '.nx'];

/** Adds what a project in `folder` needs and the workspace lacks. */
export function prepareWorkspace(tree: Tree, folder: string): void {
  // Keeps the versions that exist.
  addDependenciesToPackageJson(tree, {}, VERSIONS, undefined, true);
  const { workspaces = [] } = readJson<{ workspaces?: string[] | { packages: string[] } }>(tree, 'package.json');
  if (Array.isArray(workspaces) && !workspaces.includes(`${folder}/*`)) {
    updateJson<object>(tree, 'package.json', (json) => ({ ...json, workspaces: [...workspaces, `${folder}/*`] }));
  }
  ignore(tree);
  if (!tree.exists('tsconfig.base.json')) writeJson(tree, 'tsconfig.base.json', { compilerOptions: COMPILER_OPTIONS });

  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (!plugins.some((each) => (typeof each === 'string' ? each : each.plugin) === PLUGIN)) {
    updateNxJson(tree, { ...nxJson, plugins: [...plugins, PLUGIN] });
  }
}

/** Build outputs and Terraform's files, which include state and plans, must not enter git. */
function ignore(tree: Tree): void {
  const text = tree.exists('.gitignore') ? (tree.read('.gitignore', 'utf8') ?? '') : '';
  const present = text.split('\n').map((line) => line.replace(/^\/|\/$/g, ''));
  const missing = IGNORED.filter((name) => !present.includes(name));
  if (missing.length > 0) tree.write('.gitignore', `${text.replace(/(?<=.)$/, '\n')}${missing.join('\n')}\n`);
}

/** Adds a project to the references of the workspace's solution, if there is one. */
export function addReference(tree: Tree, project: string): void {
  if (!tree.exists('tsconfig.json')) return;
  updateJson<{ references?: { path: string }[] }>(tree, 'tsconfig.json', (json) => ({
    ...json,
    references: [...(json.references ?? []), { path: `./${project}` }],
  }));
}

/** Links the new project, adds it to the lock file and runs the workspace's commands. */
export function install(tree: Tree, skip = false, commands: readonly string[] = []): GeneratorCallback {
  return () => {
    if (skip) return;
    installPackagesTask(tree, true);
    runCommands(tree, commands);
  };
}

/** @throws Error when a command fails. */
export function runCommands({ root }: Tree, commands: readonly string[] = []): void {
  for (const command of commands) {
    console.log(`\n> ${command}\n`);
    execSync(command, { cwd: root, stdio: 'inherit' });
  }
}
