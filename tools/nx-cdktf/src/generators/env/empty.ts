import { generateFiles, names, writeJson, type Tree } from '@nx/devkit';
import { join } from 'node:path';
import type { Conventions } from '../shared/conventions';
import { ownTargets, writeProjectFiles } from '../shared/project-files';

interface Empty {
  readonly root: string;
  readonly name: string;
  readonly packageName: string;
  readonly core?: string;
  readonly accountId: string | undefined;
  readonly region?: string;
  readonly stateBucket?: string;
}

// The build copies no templates: compiled or not, they are read from the sources.
const TEMPLATES = join(__dirname, '../../../src/generators/env/files');

/** An environment without resources: backend, provider and tags. */
export function emptyEnvironment(tree: Tree, conventions: Conventions, environment: Empty): void {
  const { root, name, packageName, core, accountId, region = 'eu-central-1', stateBucket } = environment;
  const { className } = names(name);
  const project = conventions.scope.slice(1);
  generateFiles(tree, TEMPLATES, root, { name, className, project, core, accountId, region, stateBucket });
  const { scripts, targets } = ownTargets(conventions);
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
      '@cdktf/provider-aws': conventions.version('@cdktf/provider-aws'),
      ...(core ? { [core]: '*' } : {}),
      cdktf: conventions.version('cdktf'),
      constructs: conventions.version('constructs'),
    },
    nx: { name, tags: ['type:env', `env:${name}`], ...(targets ? { targets } : {}) },
  });
  writeProjectFiles(tree, conventions, { root, name, references: [], testReferences: [], examples: false });
}
