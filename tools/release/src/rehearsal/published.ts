import { basename } from 'node:path';
import { publicPackages, ToolError, type WorkspacePackage } from '@restartix/kit';
import type { Repository } from '../git/repository';
import { Tree } from '../git/tree';
import type { NpmRegistry } from '../publish/registry';

/** A library, and the commit that its newest published version was made from. */
export interface Published {
  readonly folder: string;
  /** e.g. `@restartix/network` */
  readonly name: string;
  readonly version: string;
  readonly tree: string;
}

/** What the working folder is compared with. */
export interface Before {
  /** A commit, instead of each library's newest published version. */
  readonly from?: string;
  /** Says which version is the newest, and has it; without a registry the newest tag says so. */
  readonly registry?: Pick<NpmRegistry, 'newest' | 'install' | 'host'>;
}

/** The libraries with a published version: a release tags each as `@restartix/network@1.2.0`. */
export async function publishedLibraries(repository: Repository, before: Before): Promise<Published[]> {
  const libraries = publicPackages(repository.root).filter(({ folder }) => folder.startsWith('libs/'));
  const found = await Promise.all(libraries.map((library) => published(repository, library, before)));
  return found.flatMap((each) => each ?? []);
}

async function published(
  repository: Repository,
  { folder, name, version: current }: Pick<WorkspacePackage, 'folder' | 'name' | 'version'>,
  { from, registry }: Before,
): Promise<Published | undefined> {
  const [newest] = repository.tags(`${name}@*`);
  const version = from ? current : registry ? await registry.newest(name) : newest?.slice(name.length + 1);
  if (version === undefined) return undefined;
  const ref = from ?? `${name}@${version}`;
  if (!from && !repository.tags(ref).includes(ref)) {
    throw new ToolError(`The tag ${ref} is not here.`, 'It names the published sources. Fetch it: git fetch --tags');
  }
  const tree = repository.tree(ref);
  return new Tree(repository, tree).has(`${folder}/package.json`) ? { folder, name, version, tree } : undefined;
}

/** The examples of a library that a tree has, by name. */
export function examplesOf(tree: Tree, folder: string): string[] {
  return tree.list(`${folder}/examples`).map((path) => basename(path, '.ts'));
}
