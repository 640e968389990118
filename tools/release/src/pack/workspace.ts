import { workspacePackages as packagesOf } from '@restartix/kit';
import { Packages } from '../git/packages';
import type { Tree } from '../git/tree';
import type { Manifest } from '../manifest/manifest';

/** A package of the workspace. */
export interface WorkspacePackage {
  /** e.g. `libs/network` */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages of the working folder. */
export function workspacePackages(root: string): WorkspacePackage[] {
  return packagesOf(root).map(({ folder, manifest }) => ({ folder, manifest }));
}

/** The packages of a tree that a registry gets, in the order of their folders. */
export function publicPackages(tree: Tree): WorkspacePackage[] {
  return [...new Packages(tree).folders]
    .map(([folder, manifest]) => ({ folder, manifest: manifest as Manifest }))
    .filter(({ manifest }) => manifest.private !== true)
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
