import { generateFiles, names, writeJson, type Tree } from '@nx/devkit';
import { join } from 'node:path';
import type { House } from '../projects/house';
import { ownTargets, writeProjectFiles } from '../projects/project-files';
import type { EnvOptions } from './options';

interface Fresh extends Pick<EnvOptions, 'core' | 'region' | 'stateBucket'> {
  readonly root: string;
  readonly name: string;
  readonly packageName: string;
}

const TEMPLATES = join(__dirname, '../../templates/env');

/** An environment with nothing in it yet: its state, its provider, its tags. */
export function freshEnvironment(tree: Tree, house: House, fresh: Fresh): void {
  const { root, name, packageName, core, region = 'eu-central-1', stateBucket } = fresh;
  const { className } = names(name);
  const project = house.scope.slice(1);
  generateFiles(tree, TEMPLATES, root, { name, className, project, core, region, stateBucket });
  const { scripts, targets } = ownTargets(house);
  writeJson(tree, `${root}/cdktf.json`, {
    language: 'typescript',
    app: 'node dist/main.js',
    projectId: `${project}-${name}`,
  });
  writeJson(tree, `${root}/package.json`, {
    name: packageName,
    version: '0.0.0',
    description: `The ${name} environment.`,
    private: true,
    type: 'commonjs',
    ...(scripts ? { scripts } : {}),
    dependencies: {
      '@cdktf/provider-aws': house.version('@cdktf/provider-aws'),
      ...(core ? { [core]: '*' } : {}),
      cdktf: house.version('cdktf'),
      constructs: house.version('constructs'),
    },
    nx: { name, tags: ['type:env', `env:${name}`], ...(targets ? { targets } : {}) },
  });
  writeProjectFiles(tree, house, { root, name, references: [], testReferences: [], examples: false });
}
