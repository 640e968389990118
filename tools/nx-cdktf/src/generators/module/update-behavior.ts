import { generateFiles, names, updateJson, type Tree } from '@nx/devkit';
import { dirname, join, relative } from 'node:path';

const TEMPLATES = join(__dirname, '../../../src/generators/module/files/update-behavior');

interface Module {
  readonly name: string;
  readonly className: string;
  readonly packageName: string;
  readonly root: string;
}

/** Adds the module's rows to the folder that has those of all modules, and to the project that the folder is in. */
export function addUpdateBehavior(tree: Tree, folder: string, module: Module): void {
  const { name, className, packageName } = module;
  const { propertyName } = names(name);
  generateFiles(tree, TEMPLATES, folder, { name, className, packageName, propertyName });
  const list = `${folder}/modules.ts`;
  const text = tree.read(list, 'utf8') ?? '';
  const start = /^export const UPDATE_BEHAVIOR\b.*\[/m;
  if (!start.test(text)) throw new Error(`${list} has no list UPDATE_BEHAVIOR.`);
  tree.write(
    list,
    [importOf(propertyName, `./${name}`), text.replace(start, (line) => `${line}\n  ${propertyName},`)].join('\n'),
  );
  addDependency(tree, projectOf(tree, folder), module);
}

/** Not written as such: who looks for what a file imports would find it here. */
function importOf(name: string, from: string): string {
  return ['import', `{ ${name} }`, 'from', `'${from}';`].join(' ');
}

function projectOf(tree: Tree, folder: string): string {
  return tree.exists(`${folder}/package.json`) ? folder : projectOf(tree, dirname(folder));
}

function addDependency(tree: Tree, project: string, { packageName, root }: Module): void {
  updateJson<{ dependencies?: Record<string, string> }>(tree, `${project}/package.json`, (json) => ({
    ...json,
    dependencies: Object.fromEntries(
      Object.entries({ ...json.dependencies, [packageName]: '*' }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }));
  const config = `${project}/tsconfig.lib.json`;
  if (!tree.exists(config)) return;
  updateJson<{ references?: { path: string }[] }>(tree, config, (json) => ({
    ...json,
    references: [...(json.references ?? []), { path: `${relative(project, root)}/tsconfig.lib.json` }],
  }));
}
