import { Packages, Repository, Tree } from '@restartix/affected';
import type { Manifest } from './manifest/manifest';

/** A package of the workspace. */
export interface WorkspacePackage {
  /** e.g. `libs/network` */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages of a tree; without one, of the working folder with what is not committed. In the order of their folders. */
export function workspacePackages(root: string, tree?: string): WorkspacePackage[] {
  const repository = new Repository(root);
  const { folders } = new Packages(new Tree(repository, tree ?? repository.workingTree()));
  return [...folders]
    .map(([folder, manifest]) => ({ folder, manifest: manifest as Manifest }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Those that a registry gets. */
export function publicPackages(root: string, tree?: string): WorkspacePackage[] {
  return workspacePackages(root, tree).filter(({ manifest }) => manifest.private !== true);
}
