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
import { checkedName } from '../name';
import { packageOfModule } from '../modules/package-json';
import { houseOf } from '../projects/house';
import { isThere } from '../projects/presence';
import { writeProjectFiles } from '../projects/project-files';
import { addReference, install, prepareWorkspace } from '../projects/workspace';

/** What `nx g @restartix/nx-cdktf:module` takes; `schemas/module.json` says what each is. */
export interface ModuleOptions {
  readonly name?: string;
  readonly description?: string;
  readonly directory?: string;
  readonly scope?: string;
  readonly core?: string;
  readonly testing?: string;
  readonly keywords?: readonly string[];
  readonly access?: 'public' | 'restricted';
  readonly skipInstall?: boolean;
}

const TEMPLATES = join(__dirname, '../../templates/module');

/** A new library with a construct: small, but whole, with inputs, refusals, examples and tests. */
export default async function module(tree: Tree, options: ModuleOptions): Promise<GeneratorCallback> {
  const name = checkedName(options.name, { generator: 'module', max: 40, example: 'queue' });
  const { directory = 'libs', core, testing } = options;
  const root = `${directory}/${name}`;
  const house = houseOf(tree, options.scope);
  const packageName = `${house.scope}/${name}`;
  if (isThere(tree, { generator: 'module', name, root, packageName, mark: `src/${name}.ts` })) {
    output.note({ title: `module "${name}" is there already: nothing to change.` });
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
  writeJson(tree, `${root}/package.json`, packageOfModule(tree, house, { ...options, ...variables, root }));
  writeProjectFiles(tree, house, {
    root,
    name,
    references: foldersOf(tree, directory, [core]),
    testReferences: foldersOf(tree, directory, [testing]),
    examples: true,
  });
  addReference(tree, root);
  if (tree.exists('.changeset/config.json')) {
    tree.write(`.changeset/add-${name}.md`, `---\n'${packageName}': major\n---\n\nFirst release.\n`);
  }
  await formatFiles(tree);
  return install(tree, options.skipInstall);
}

/** The folders of those packages that are part of the workspace. */
function foldersOf(tree: Tree, directory: string, packages: readonly (string | undefined)[]): string[] {
  return tree
    .children(directory)
    .map((child) => `${directory}/${child}`)
    .filter((folder) => tree.exists(`${folder}/package.json`))
    .filter((folder) => packages.includes(readJson<{ name?: string }>(tree, `${folder}/package.json`).name));
}
