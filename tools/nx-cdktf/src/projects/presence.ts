import { getProjects, readJson, type Tree } from '@nx/devkit';
import { checkAll } from '../refusal';

interface Wanted {
  readonly generator: string;
  readonly name: string;
  /** The folder that it is made in. */
  readonly root: string;
  readonly packageName: string;
  /** A file that each of its kind has. */
  readonly mark: string;
}

/**
 * Whether the very thing is there already, to be left as it is.
 * @throws Refusal when something else has its place or its name.
 */
export function isThere(tree: Tree, { generator, name, root, packageName, mark }: Wanted): boolean {
  const isPackage = tree.exists(`${root}/package.json`);
  const owner = isPackage ? readJson<{ name?: string }>(tree, `${root}/package.json`).name : undefined;
  if (owner === packageName && tree.exists(`${root}/${mark}`)) return true;
  const namesake = getProjects(tree).get(name) ?? getProjects(tree).get(packageName);
  checkAll(generator, name, (problem) => {
    const mend = 'Use another name.';
    if (tree.exists(root)) {
      problem({ property: 'name', value: name, allowed: `a name that is free; ${root} holds something else`, mend });
    } else if (namesake) {
      problem({
        property: 'name',
        value: name,
        allowed: `a name that is free; the project in ${namesake.root} has this one`,
        mend,
      });
    }
  });
  return false;
}
