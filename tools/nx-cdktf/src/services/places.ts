import { globAsync, type Tree } from '@nx/devkit';
import { objectAt, type ObjectLiteral } from '../object-literal';

/** An object in a file of the workspace. */
export interface Place extends ObjectLiteral {
  readonly file: string;
}

/** The objects that `apps/<env>/src/config.ts#config.services` names: a glob, then the path in each file that has it. */
export async function placesAt(tree: Tree, location: string): Promise<Place[]> {
  const [pattern = '', path = ''] = location.split('#');
  const files = await globAsync(tree, [pattern]);
  return files.sort().flatMap((file) => {
    const found = objectAt(tree.read(file, 'utf8') ?? '', path);
    return found ? [{ file, ...found }] : [];
  });
}
