import { names, updateJson, type Tree } from '@nx/devkit';
import { dirname, relative } from 'node:path';

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
  tree.write(
    `${folder}/${name}.ts`,
    `import { ${className} } from '${packageName}';
import { key } from './given';
import { updateBehavior } from './rows';

export const ${propertyName} = updateBehavior({
  module: '${name}',
  construct: ${className},
  given: (stack) => ({ key: key(stack), another: key(stack, 'another-key') }),
  base: {},
  inputs: {
    name: { values: ['audit', 'records'] },
    retentionInDays: { values: [60, 90] },
    kmsKeyId: { values: [({ key }) => key, ({ another }) => another] },
  },
});
`,
  );
  const list = `${folder}/modules.ts`;
  const text = tree.read(list, 'utf8') ?? '';
  const start = /^export const UPDATE_BEHAVIOR\b.*\[/m;
  if (!start.test(text)) throw new Error(`${list} has no list UPDATE_BEHAVIOR.`);
  tree.write(
    list,
    `import { ${propertyName} } from './${name}';\n${text.replace(start, (line) => `${line}\n  ${propertyName},`)}`,
  );
  addDependency(tree, projectOf(tree, folder), module);
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
