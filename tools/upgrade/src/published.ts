import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Tree, type Repository } from '@restartix/affected';

/** A library, and the commit that its newest published version was made from. */
export interface Published {
  readonly folder: string;
  /** e.g. `@restartix/network` */
  readonly name: string;
  readonly version: string;
  readonly tree: string;
}

/**
 * The libraries with a published version: `changeset publish` tags each version as `@restartix/network@1.2.0`.
 * @param from compares all of them with this commit instead
 */
export function publishedLibraries(repository: Repository, from?: string): Published[] {
  return readdirSync(join(repository.root, 'libs')).flatMap((lib) => {
    const folder = `libs/${lib}`;
    const manifest = JSON.parse(readFileSync(join(repository.root, folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      private?: boolean;
    };
    if (manifest.private) return [];
    const [tag] = from ? [from] : repository.tags(`${manifest.name}@*`);
    if (tag === undefined) return [];
    const version = from ? manifest.version : tag.slice(manifest.name.length + 1);
    const tree = repository.tree(tag);
    return new Tree(repository, tree).has(`${folder}/package.json`)
      ? [{ folder, name: manifest.name, version, tree }]
      : [];
  });
}

/** The examples of a library that a tree has, by name. */
export function examplesOf(tree: Tree, folder: string): string[] {
  return tree.list(`${folder}/examples`).map((path) => basename(path, '.ts'));
}
