import {
  formatFiles,
  generateFiles,
  names,
  output,
  readJson,
  writeJson,
  type GeneratorCallback,
  type Tree,
} from '@nx/devkit';
import { join } from 'node:path';
import { conventionsOf } from '../shared/conventions';
import { exists } from '../shared/exists';
import { writeProjectFiles } from '../shared/project-files';
import { checkedName } from '../shared/refusal';
import { addReference, install, prepareWorkspace } from '../shared/workspace';
import { packageJsonOf } from './package-json';
import { addUpdateBehavior } from './update-behavior';

/** Documented in `schema.json`. */
export interface ModuleOptions {
  readonly name?: string;
  readonly description?: string;
  readonly directory?: string;
  readonly scope?: string;
  readonly core?: string;
  readonly testing?: string;
  readonly keywords?: readonly string[];
  readonly access?: 'public' | 'restricted';
  readonly updateBehavior?: string;
  readonly commands?: readonly string[];
  readonly skipInstall?: boolean;
}

// The build copies no templates: compiled or not, they are read from the sources.
const TEMPLATES = join(__dirname, '../../../src/generators/module/files');

/** A library with a small but complete construct: inputs, checks, examples, tests. */
export default async function module(tree: Tree, options: ModuleOptions): Promise<GeneratorCallback> {
  const name = checkedName(options.name, { generator: 'module', max: 40, example: 'queue' });
  const { directory = 'libs', core, testing } = options;
  const root = `${directory}/${name}`;
  const conventions = conventionsOf(tree, options.scope);
  const packageName = `${conventions.scope}/${name}`;
  if (exists(tree, { generator: 'module', name, root, packageName, marker: `src/${name}.ts` })) {
    output.note({ title: `module "${name}" already exists: nothing to change.` });
    return () => undefined;
  }
  const description = options.description || `Starts as a log group: what ${name} is for comes here.`;

  prepareWorkspace(tree, directory);
  const { className } = names(name);
  const snake = name.replaceAll('-', '_');
  const variables = { name, className, snake, packageName, description, core, testing };
  for (const folder of ['common', core ? 'core' : 'plain']) {
    generateFiles(tree, join(TEMPLATES, folder), root, { ...variables, template: '' });
  }
  writeJson(tree, `${root}/package.json`, packageJsonOf(tree, conventions, { ...options, ...variables, root }));
  writeProjectFiles(tree, conventions, {
    root,
    name,
    references: foldersOf(tree, directory, [core]),
    testReferences: foldersOf(tree, directory, [testing]),
    examples: true,
  });
  addReference(tree, root);
  if (options.updateBehavior) addUpdateBehavior(tree, options.updateBehavior, { name, className, packageName, root });
  if (tree.exists('.changeset/config.json')) {
    tree.write(`.changeset/add-${name}.md`, `---\n'${packageName}': major\n---\n\nFirst release.\n`);
  }
  await formatFiles(tree);
  const commands = options.commands?.map((command) => command.replaceAll('{name}', name));
  return install(tree, options.skipInstall, commands);
}

/** The folders of the packages that are part of the workspace. */
function foldersOf(tree: Tree, directory: string, packages: readonly (string | undefined)[]): string[] {
  return tree
    .children(directory)
    .map((child) => `${directory}/${child}`)
    .filter((folder) => tree.exists(`${folder}/package.json`))
    .filter((folder) => packages.includes(readJson<{ name?: string }>(tree, `${folder}/package.json`).name));
}
