import { type Workspace, linkPackage } from './workspace';

/** A small environment of a test's own, put into a copy of the repository. `resources` is the body of its constructor. */
export function addEnvironment(
  workspace: Workspace,
  env: string,
  { imports, resources }: { imports: string; resources: string },
): void {
  const app = `apps/${env}`;
  workspace.write(`${app}/cdktf.json`, { language: 'typescript', app: 'node dist/main.js' });
  // A run in the cloud wants one; bootstrap has the same provider.
  workspace.write(`${app}/.terraform.lock.hcl`, workspace.read('apps/bootstrap/.terraform.lock.hcl'));
  workspace.write(`${app}/package.json`, {
    name: `@restartix/${env}`,
    version: '0.0.0',
    private: true,
    type: 'commonjs',
    dependencies: { '@restartix/core': '*' },
    nx: { name: env, tags: ['type:env'] },
  });
  workspace.write(`${app}/tsconfig.json`, {
    extends: '../../tsconfig.base.json',
    files: [],
    references: [{ path: './tsconfig.lib.json' }],
  });
  workspace.write(`${app}/tsconfig.lib.json`, {
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      rootDir: 'src',
      outDir: 'dist',
      tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo',
      declarationMap: false,
    },
    include: ['src/**/*.ts'],
    references: [{ path: '../../libs/core/tsconfig.lib.json' }],
  });
  workspace.write(
    `${app}/src/main.ts`,
    `import { EnvStack, synthesize } from '@restartix/core';
${imports}
synthesize((app) => {
  const stack = new EnvStack(app, '${env}', { env: '${env}', region: 'eu-central-1', state: { bucket: 'restartix-tfstate' } });
  ${resources}
});
`,
  );
  linkPackage(workspace.root, app);
}
