import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import env, { type EnvOptions } from './generator';

const CONFIG = (name: string, octet: number, others: string): string => `export const config = {
  env: { env: '${name}', accountId: '111111111111' }, // ${name}'s own
  domain: { suffix: '-${name}' },
  network: { vpcCidr: '10.${octet}.0.0/16', otherCidrs: {${others}} },
};
`;

const MAIN = `/** Staging: its tags say STAGING; nothing is upstaging it. */
synthesize((app) => new StagingStack(app, 'staging', config, stagingDatabase, STAGING_ZONE));
`;

describe('the generator of environments', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    // No formatter runs inside Jest; the end-to-end test covers it.
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
    it('creates a stack with provider, tags and state', async () => {
      await generate('demo', { accountId: '222222222222', region: 'eu-north-1', stateBucket: 'acme-state' });
      expect(readJson(tree, 'apps/demo/cdktf.json')).toEqual({
        language: 'typescript',
        app: 'node dist/main.js',
        projectId: 'acme-demo',
      });
      expect(read('apps/demo/src/config.ts')).toContain(
        "accountId: '222222222222',\n  region: 'eu-north-1',\n  state: { bucket: 'acme-state', region: 'eu-north-1', key: 'demo/terraform.tfstate' },",
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

    it.each([undefined, '1234567890123', 'acme'])('is refused with the account %s', async (accountId) => {
      await expect(generate('demo', { accountId })).rejects.toThrow(
        '(allowed: the AWS account of the environment, 12 digits). Pass it: npx nx g @restartix/nx-cdktf:env demo --accountId=',
      );
      expect(tree.exists('apps/demo/src/config.ts')).toBe(false);
    });

    it('keeps the state in a file where no bucket is named', async () => {
      await generate('demo', { accountId: '222222222222' });
      expect(read('apps/demo/src/demo.stack.ts')).toContain(
        "new LocalBackend(this, { path: '../../../.tf/terraform.tfstate' })",
      );
      expect(read('apps/demo/src/demo.stack.ts')).not.toContain('S3Backend');
    });

    it('extends a core package’s stack where the workspace has one', async () => {
      await generate('demo', { accountId: '222222222222', core: '@acme/core' });
      expect(read('apps/demo/src/config.ts')).toContain("accountId: '222222222222',");
      expect(read('apps/demo/src/demo.stack.ts')).toContain("import { EnvStack } from '@acme/core';");
      expect(read('apps/demo/src/main.ts')).toContain('synthesize((app) => new DemoStack(app, config));');
      expect(readJson(tree, 'apps/demo/package.json').dependencies['@acme/core']).toBe('*');
    });
  });

  describe('with one to copy', () => {
    beforeEach(() => {
      writeEnvironment('staging', CONFIG('staging', 10, " production: '10.20.0.0/16' "));
      writeEnvironment('production', CONFIG('production', 20, " staging: '10.10.0.0/16' "));
      tree.write('apps/staging/src/staging.main.ts', MAIN);
      tree.write('apps/staging/README.md', '# staging\n');
    });

    it('copies it under the new name, in every form that a name takes', async () => {
      await generate('load-test', { like: 'staging' });
      expect(tree.exists('apps/load-test/src/staging.main.ts')).toBe(false);
      expect(read('apps/load-test/src/load-test.main.ts'))
        .toBe(`/** Load-test: its tags say LOAD-TEST; nothing is upstaging it. */
synthesize((app) => new LoadTestStack(app, 'load-test', config, loadTestDatabase, LOAD_TEST_ZONE));
`);
      expect(readJson(tree, 'apps/load-test/package.json')).toEqual({
        name: '@acme/load-test',
        nx: { name: 'load-test', tags: ['env:load-test'] },
      });
      expect(readJson(tree, 'apps/load-test/cdktf.json')).toEqual({ projectId: 'acme-load-test' });
      expect(read('apps/load-test/README.md')).not.toContain('staging');
    });

    it('is in the account of the other, or in the given one', async () => {
      await generate('preview', { like: 'staging' });
      expect(read('apps/preview/src/config.ts')).toContain("accountId: '111111111111'");
      // As Nx hands on 012345678901 of a command line.
      await generate('load-test', { like: 'staging', accountId: 12345678901 as unknown as string });
      expect(read('apps/load-test/src/config.ts')).toContain("accountId: '012345678901'");
      expect(read('apps/staging/src/config.ts')).toContain("accountId: '111111111111'");
    });

    it('assigns it a free network block, which every environment then knows', async () => {
      await generate('preview', { like: 'staging' });
      expect(read('apps/preview/src/config.ts')).toContain(
        "vpcCidr: '10.30.0.0/16', otherCidrs: { staging: '10.10.0.0/16', production: '10.20.0.0/16' }",
      );
      for (const other of ['staging', 'production'])
        expect(read(`apps/${other}/src/config.ts`)).toContain("otherCidrs: { preview: '10.30.0.0/16', ");
      await generate('load-test', { like: 'preview' });
      expect(read('apps/load-test/src/config.ts')).toContain("vpcCidr: '10.40.0.0/16'");
      expect(read('apps/preview/src/config.ts')).toContain("'load-test': '10.40.0.0/16'");
    });

    it('adds it to the stack that makes the roles of pipelines, and to no other', async () => {
      const account = (envs: string): string => `export const config = { environments: {${envs}} };\n`;
      writeEnvironment('bootstrap', account('\n    staging: {},\n  '));
      writeEnvironment('other-account', account('\n    production: {},\n  '));
      await generate('load-test', { like: 'staging' });
      expect(read('apps/bootstrap/src/config.ts')).toBe(account("\n    'load-test': {},\n    staging: {},\n  "));
      expect(read('apps/other-account/src/config.ts')).toBe(account('\n    production: {},\n  '));
    });

    it('leaves an existing environment unchanged', async () => {
      await generate('preview', { like: 'staging' });
      tree.write('apps/preview/src/config.ts', '// edited since\n');
      const before = everything();
      await generate('preview', { like: 'staging' });
      await generate('preview');
      expect(everything()).toEqual(before);
    });

    it('refuses a copy that would answer on the host names of another environment', async () => {
      tree.write('apps/production/src/config.ts', CONFIG('production', 20, '').replace("'-production'", "''"));
      await expect(generate('canary', { like: 'production' })).rejects.toThrow(
        'env "canary": suffix "" is not possible (allowed: a suffix of its own; apps/production/src/config.ts has this one).',
      );
    });

    it('refuses names that are taken or too long, and an unknown environment to copy', async () => {
      writeJson(tree, 'libs/network/project.json', { name: 'network' });
      writeJson(tree, 'apps/site/project.json', { name: 'site' });
      await expect(generate('network')).rejects.toThrow('the project in libs/network has this one');
      await expect(generate('site')).rejects.toThrow('apps/site exists');
      await expect(generate('a-name-that-is-too-long')).rejects.toThrow('allowed: 1 to 20 lowercase letters');
      await expect(generate(undefined)).rejects.toThrow('Pass a name: npx nx g @restartix/nx-cdktf:env preview');
      await expect(generate('preview', { like: 'none' })).rejects.toThrow(
        'env "preview": like "none" is not possible (allowed: an environment of apps/: production, staging)',
      );
    });
  });
});
