import { joinPathFragments, type Tree } from '@nx/devkit';
import { literalOf, objectAt, withProperty, withValue, type ObjectLiteral } from '../object-literal';

/** Where an environment keeps its values: a file below its folder, and the object in it. */
export interface ConfigPlace {
  readonly file: string;
  readonly object: string;
}

/** `src/config.ts#config` */
export function configPlace(root: string, location: string): ConfigPlace {
  const [file = '', object = ''] = location.split('#');
  return { file: joinPathFragments(root, file), object };
}

/** The value at a path of the config, e.g. `network.vpcCidr`, where it is literal. */
export function valueAt(tree: Tree, place: ConfigPlace, path: string): unknown {
  const { parent, key } = locate(tree, place, path);
  return parent && literalOf(parent, key);
}

/** Writes a value where the config has one. */
export function setValue(tree: Tree, place: ConfigPlace, path: string, value: string): void {
  const { parent, key } = locate(tree, place, path);
  if (parent) tree.write(place.file, withValue(parent, key, value));
}

/** Adds a property to the object at a path, where the config has that object. */
export function addTo(tree: Tree, place: ConfigPlace, path: string, key: string, value: string): void {
  const object = objectAt(tree.read(place.file, 'utf8') ?? '', `${place.object}.${path}`);
  if (object && literalOf(object, key) === undefined) tree.write(place.file, withProperty(object, key, value));
}

function locate(tree: Tree, { file, object }: ConfigPlace, path: string): { parent?: ObjectLiteral; key: string } {
  const names = path.split('.');
  const key = names.pop() ?? '';
  return { parent: objectAt(tree.read(file, 'utf8') ?? '', [object, ...names].join('.')), key };
}
