import { mustCaptureSync, outsideEnvironment } from '@restartix/kit';
import { Checkout } from '../git/checkout';
import { Packages } from '../git/packages';
import { Repository } from '../git/repository';
import { Tree } from '../git/tree';
import { publicPackages, type WorkspacePackage } from './workspace';

/** The public packages, built from their sources alone. */
export interface Stage {
  /** A workspace that holds what git would, what is not committed included, and what was built of it. */
  readonly folder: string;
  readonly packages: readonly WorkspacePackage[];
}

/**
 * Builds the public packages in a copy of the workspace, hands it on, and removes it. What an earlier build left in the
 * working folder is not in it, and the working folder stays as it is.
 */
export async function staged<T>(root: string, use: (stage: Stage) => T | Promise<T>): Promise<T> {
  const repository = new Repository(root);
  const tree = new Tree(repository, repository.workingTree());
  const folders = new Map([...new Packages(tree).folders].map(([folder, { name }]) => [folder, name]));
  const checkout = new Checkout(repository, tree.id, { packages: folders, paths: ['.'] });
  try {
    const packages = publicPackages(tree);
    // What the target `build` runs for each, as one program.
    const projects = packages.map(({ folder }) => `${folder}/tsconfig.lib.json`);
    mustCaptureSync('npx', ['tsgo', '--build', ...projects], { cwd: checkout.folder, env: outsideEnvironment() });
    return await use({ folder: checkout.folder, packages });
  } finally {
    checkout.remove();
  }
}
