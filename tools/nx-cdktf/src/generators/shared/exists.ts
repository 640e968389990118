import { getProjects, readJson, type Tree } from '@nx/devkit';
import { checkAll } from './refusal';

interface Wanted {
  readonly generator: string;
  readonly name: string;
  /** The folder to generate. */
  readonly root: string;
  readonly packageName: string;
  /** A file that every project of this kind has. */
  readonly marker: string;
}

/**
 * Whether an earlier run generated this project; it is then left unchanged.
 * @throws Error when another project has its folder or its name.
 */
export function exists(tree: Tree, { generator, name, root, packageName, marker }: Wanted): boolean {
  const manifest = `${root}/package.json`;
  const owner = tree.exists(manifest) ? readJson<{ name?: string }>(tree, manifest).name : undefined;
  if (owner === packageName && tree.exists(`${root}/${marker}`)) return true;
  const projects = getProjects(tree);
  const namesake = projects.get(name) ?? projects.get(packageName);
  const conflict = tree.exists(root) ? `${root} exists` : namesake && `the project in ${namesake.root} has this one`;
  checkAll(generator, name, (report) => {
    if (!conflict) return;
    report({ property: 'name', value: name, allowed: `a free name; ${conflict}`, fix: 'Use another name.' });
  });
  return false;
}
