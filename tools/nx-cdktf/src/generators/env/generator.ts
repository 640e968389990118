import { formatFiles, output, type GeneratorCallback, type Tree } from '@nx/devkit';
import { conventionsOf } from '../shared/conventions';
import { exists } from '../shared/exists';
import { checkedName } from '../shared/refusal';
import { addReference, install, prepareWorkspace } from '../shared/workspace';
import { checkAccount } from './account';
import { copyEnvironment } from './copy';
import { emptyEnvironment } from './empty';

/** Documented in `schema.json`. */
export interface EnvOptions {
  readonly name?: string;
  readonly like?: string;
  readonly accountId?: string;
  readonly region?: string;
  readonly stateBucket?: string;
  readonly directory?: string;
  readonly scope?: string;
  readonly core?: string;
  readonly skipInstall?: boolean;
}

/** A new environment: a copy of another one, or an empty stack. */
export default async function env(tree: Tree, options: EnvOptions): Promise<GeneratorCallback> {
  // AWS limits apply to {project}-{env}-{logical name}.
  const name = checkedName(options.name, { generator: 'env', max: 20, example: 'preview' });
  const { directory = 'apps', like } = options;
  const root = `${directory}/${name}`;
  const conventions = conventionsOf(tree, options.scope);
  const packageName = `${conventions.scope}/${name}`;
  if (exists(tree, { generator: 'env', name, root, packageName, marker: 'cdktf.json' })) {
    output.note({ title: `env "${name}" already exists: nothing to change.` });
    return () => undefined;
  }
  const accountId = checkAccount(name, options);
  prepareWorkspace(tree, directory);
  if (like) copyEnvironment(tree, { name, like, directory, accountId });
  else emptyEnvironment(tree, conventions, { ...options, accountId, root, name, packageName });
  tree.write(`${root}/README.md`, readme(name));
  addReference(tree, root);
  await formatFiles(tree);
  return install(tree, options.skipInstall);
}

function readme(name: string): string {
  return `# ${name}

The ${name} environment. \`src/config.ts\` has its values.

\`\`\`
npx nx run ${name}:plan      # in the account of your AWS credentials
npx nx run ${name}:deploy    # shows the plan and asks
\`\`\`
`;
}
