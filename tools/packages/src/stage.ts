import { Checkout, Packages, Repository, Tree } from '@restartix/affected';

/** A copy of the workspace's sources in a folder of its own, with the installed packages linked: nothing was built in it yet. */
export function stage(root: string): { readonly folder: string; remove(): void } {
  const repository = new Repository(root);
  const tree = new Tree(repository, repository.workingTree());
  const packages = new Map([...new Packages(tree).folders].map(([folder, { name }]) => [folder, name]));
  return new Checkout(repository, tree.id, { packages, paths: ['.'] });
}
