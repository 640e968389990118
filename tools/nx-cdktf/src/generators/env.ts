import { formatFiles, output, type GeneratorCallback, type Tree } from '@nx/devkit';
import { copyEnvironment } from '../envs/copy';
import type { EnvOptions } from '../envs/options';
import { readme } from '../envs/readme';
import { freshEnvironment } from '../envs/template';
import { checkedName } from '../name';
import { houseOf } from '../projects/house';
import { isThere } from '../projects/presence';
import { addReference, install, prepareWorkspace } from '../projects/workspace';

/** A new environment: another one's copy, or a stack with nothing in it yet. */
export default async function env(tree: Tree, options: EnvOptions): Promise<GeneratorCallback> {
  // With a project before it and a name behind it, it has to fit into what AWS allows.
  const name = checkedName(options.name, { generator: 'env', max: 20, example: 'preview' });
  const { directory = 'apps', like } = options;
  const root = `${directory}/${name}`;
  const house = houseOf(tree, options.scope);
  const packageName = `${house.scope}/${name}`;
  if (isThere(tree, { generator: 'env', name, root, packageName, mark: 'cdktf.json' })) {
    output.note({ title: `env "${name}" is there already: nothing to change.` });
    return () => undefined;
  }
  prepareWorkspace(tree, directory);
  if (like) copyEnvironment(tree, { ...options, name, like, directory });
  else freshEnvironment(tree, house, { ...options, root, name, packageName });
  tree.write(`${root}/README.md`, readme(name));
  addReference(tree, root);
  await formatFiles(tree);
  return install(tree, options.skipInstall);
}
