import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import type { EnvOptions } from '../envs/options';
import env from './env';

const config = (name: string, octet: number, other: string): string => `export const config = {
  env: { env: '${name}' }, // ${name}'s own
  domain: { suffix: '-${name}' },
  network: { cidr: '10.${octet}.0.0/16', others: { ${other} } },
};
`;

const STACK = `import type { config as staging } from './config';

/** Staging: what it holds. Its tags say STAGING; nothing is upstaging it. */
export class StagingStack extends Stack {
  constructor(scope: Construct, config: typeof staging) {
    super(scope, 'staging', config);
  }
}
`;

const LIKE: EnvOptions = {
  like: 'staging',
  cidr: 'network.cidr',
  otherCidrs: 'network.others',
  unique: ['domain.suffix'],
};

describe('the generator of environments', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    // No formatter runs inside Jest; the end-to-end test sees what it does.
    jest.spyOn(console, 'warn').mockReturnValue();
    tree.delete('tsconfig.base.json');
    writeJson(tree, 'package.json', { name: '@acme/infrastructure', workspaces: ['apps/*'] });
  });

  const generate = (name: string | undefined, options: EnvOptions = {}): ReturnType<typeof env> =>
    env(tree, { name, skipInstall: true, ...options });
  const read = (file: string): string => tree.read(file, 'utf8') ?? '';
  const everything = (): unknown[] => tree.listChanges().map(({ path, content }) => [path, content?.toString()]);

  function writeEnvironment(name: string, values: string): void {
    writeJson(tree, `apps/${name}/cdktf.json`, { projectId: `acme-${name}` });
    writeJson(tree, `apps/${name}/package.json`, { name: `@acme/${name}`, nx: { name, tags: [`env:${name}`] } });
    tree.write(`apps/${name}/src/config.ts`, values);
  }

  describe('without one to copy', () => {
    it('makes a stack with its provider, its tags and its state', async () => {
      await generate('demo', { region: 'eu-north-1', stateBucket: 'acme-state' });
      expect(readJson(tree, 'apps/demo/cdktf.json')).toEqual({
        language: 'typescript',
        app: 'node dist/main.js',
        projectId: 'acme-demo',
      });
      expect(read('apps/demo/src/config.ts')).toContain(
        "region: 'eu-north-1',\n  state: { bucket: 'acme-state', key: 'demo/terraform.tfstate' },",
      );
      expect(read('apps/demo/src/demo.stack.ts')).toContain('export class DemoStack extends TerraformStack');
      expect(read('apps/demo/src/demo.stack.ts')).toContain('new S3Backend(this');
      expect(read('apps/demo/src/demo.spec.ts')).toContain("key: 'demo/terraform.tfstate'");
      expect(readJson(tree, 'apps/demo/package.json')).toMatchObject({
        name: '@acme/demo',
        private: true,
        scripts: { build: 'tsc -b tsconfig.lib.json' },
        nx: { name: 'demo', tags: ['type:env', 'env:demo'] },
      });
    });

    it('keeps the state in a file where no bucket is named', async () => {
      await generate('demo');
      expect(read('apps/demo/src/demo.stack.ts')).toContain(
        "new LocalBackend(this, { path: '../../../.tf/terraform.tfstate' })",
      );
      expect(read('apps/demo/src/demo.stack.ts')).not.toContain('S3Backend');
    });

    it('stands on a core package where the workspace has one', async () => {
      await generate('demo', { core: '@acme/core' });
      expect(read('apps/demo/src/demo.stack.ts')).toContain("import { EnvStack } from '@acme/core';");
      expect(read('apps/demo/src/main.ts')).toContain('synthesize((app) => new DemoStack(app, config));');
      expect(readJson(tree, 'apps/demo/package.json').dependencies['@acme/core']).toBe('*');
    });
  });

  describe('with one to copy', () => {
    beforeEach(() => {
      writeEnvironment('staging', config('staging', 10, "production: '10.20.0.0/16'"));
      writeEnvironment('production', config('production', 20, "staging: '10.10.0.0/16'"));
      tree.write('apps/staging/src/staging.stack.ts', STACK);
      tree.write('apps/staging/README.md', '# staging\n');
    });

    it('copies it under the new name, in every form that a name takes', async () => {
      await generate('load-test', LIKE);
      expect(tree.exists('apps/load-test/src/staging.stack.ts')).toBe(false);
      expect(read('apps/load-test/src/load-test.stack.ts')).toBe(
        STACK.replace('config as staging', 'config as loadTest')
          .replace('Staging: what', 'Load-test: what')
          .replace('say STAGING;', 'say LOAD-TEST;')
          .replace('StagingStack', 'LoadTestStack')
          .replace('typeof staging', 'typeof loadTest')
          .replace("'staging'", "'load-test'"),
      );
      expect(readJson(tree, 'apps/load-test/package.json')).toEqual({
        name: '@acme/load-test',
        nx: { name: 'load-test', tags: ['env:load-test'] },
      });
      expect(readJson(tree, 'apps/load-test/cdktf.json')).toEqual({ projectId: 'acme-load-test' });
      expect(read('apps/load-test/README.md')).not.toContain('staging');
    });

    it('gives it a block that no environment has, and tells every one of the others', async () => {
      await generate('preview', LIKE);
      expect(read('apps/preview/src/config.ts')).toMatch(
        /cidr: '10\.30\.0\.0\/16', others: \{ production: '10\.20\.0\.0\/16', +staging: '10\.10\.0\.0\/16' +\}/,
      );
      for (const other of ['staging', 'production']) {
        expect(read(`apps/${other}/src/config.ts`)).toMatch(/preview: '10\.30\.0\.0\/16'/);
      }
      await generate('demo', LIKE);
      expect(read('apps/demo/src/config.ts')).toContain("cidr: '10.40.0.0/16'");
      expect(read('apps/preview/src/config.ts')).toContain("demo: '10.40.0.0/16'");
    });

    it('leaves an environment that is there as it is', async () => {
      await generate('preview', LIKE);
      tree.write('apps/preview/src/config.ts', '// written since\n');
      const before = everything();
      await generate('preview', LIKE);
      await generate('preview');
      expect(everything()).toEqual(before);
    });

    it('refuses a copy that would share what only one may have', async () => {
      tree.write('apps/production/src/config.ts', config('production', 20, '').replace("'-production'", "''"));
      await expect(generate('canary', { ...LIKE, like: 'production' })).rejects.toThrow(
        'env "canary": domain.suffix "" is not possible (allowed: a value of its own; production has this one).',
      );
    });

    it('refuses names that are taken or too long, and one to copy that is not there', async () => {
      writeJson(tree, 'libs/network/project.json', { name: 'network' });
      writeJson(tree, 'apps/site/project.json', { name: 'site' });
      await expect(generate('network', LIKE)).rejects.toThrow('the project in libs/network has this one');
      await expect(generate('site', LIKE)).rejects.toThrow('apps/site holds something else');
      await expect(generate('a-name-that-is-too-long', LIKE)).rejects.toThrow('allowed: 1 to 20 lowercase letters');
      await expect(generate(undefined, LIKE)).rejects.toThrow('Give it: npx nx g @restartix/nx-cdktf:env preview');
      await expect(generate('preview', { like: 'none' })).rejects.toThrow(
        'env "preview": like "none" is not possible (allowed: an environment of apps/: production, staging)',
      );
    });
  });
});
