import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NxJsonConfiguration, ProjectConfiguration } from '@nx/devkit';
import { createNodes, synthesisPackages, type CdktfPluginOptions } from './plugin';

describe('createNodes', () => {
  let workspaceRoot: string;
  beforeEach(() => {
    workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-cdktf-'));
    write('package.json', { devDependencies: { cdktf: '0.21.0', '@cdktf/provider-aws': '20.1.0', jest: '30.0.0' } });
  });
  afterEach(() => rmSync(workspaceRoot, { recursive: true }));

  function write(path: string, content: object): void {
    mkdirSync(dirname(join(workspaceRoot, path)), { recursive: true });
    writeFileSync(join(workspaceRoot, path), JSON.stringify(content));
  }

  async function infer(
    files: string[],
    options?: CdktfPluginOptions,
    nxJsonConfiguration: NxJsonConfiguration = {},
  ): Promise<Record<string, Partial<ProjectConfiguration>>> {
    const [, create] = createNodes;
    const results = await create(files, options, { workspaceRoot, nxJsonConfiguration });
    return Object.assign({}, ...results.map(([, result]) => result.projects ?? {})) as Record<
      string,
      Partial<ProjectConfiguration>
    >;
  }

  it('makes an environment of each package with a cdktf.json', async () => {
    write('apps/staging/package.json', {});
    write('apps/staging/cdktf.json', {});
    write('apps/bootstrap/package.json', {});
    write('apps/bootstrap/cdktf.json', {});
    const projects = await infer(['apps/staging/cdktf.json', 'apps/bootstrap/cdktf.json'], { runner: 'tf' });
    expect(Object.keys(projects)).toEqual(['apps/staging', 'apps/bootstrap']);
    expect(projects['apps/staging']?.projectType).toBe('application');
    expect(projects['apps/staging']?.targets?.['plan']?.options).toEqual({
      command: 'tf plan staging',
    });
    expect(projects['apps/staging']?.targets?.['plan']?.dependsOn).toContainEqual({
      projects: ['bootstrap'],
      target: 'synth',
    });
  });

  it('passes by a cdktf.json that belongs to no project', async () => {
    expect(await infer(['docs/example/cdktf.json'])).toEqual({});
  });

  it('needs no bootstrap environment', async () => {
    write('apps/staging/package.json', {});
    write('apps/staging/cdktf.json', {});
    const projects = await infer(['apps/staging/cdktf.json'], { runner: 'tf', runnerProjects: ['runner'] });
    expect(projects['apps/staging']?.targets?.['deploy']).toMatchObject({
      options: { command: 'tf deploy staging' },
      dependsOn: ['synth', { projects: ['runner'], target: 'build' }],
    });
  });

  it('runs Terraform itself where there is no runner, and waits for no bootstrap', async () => {
    for (const env of ['demo', 'bootstrap']) {
      write(`apps/${env}/package.json`, {});
      write(`apps/${env}/cdktf.json`, {});
    }
    const projects = await infer(['apps/demo/cdktf.json', 'apps/bootstrap/cdktf.json'], { terraform: 'tofu' });
    const { plan, init } = projects['apps/demo']?.targets ?? {};
    expect(plan).toMatchObject({
      options: { command: 'tofu -chdir=cdktf.out/stacks/demo plan -out=../../../.tf/tfplan', cwd: '{projectRoot}' },
      dependsOn: ['init'],
    });
    expect(init?.dependsOn).toEqual(['synth']);
  });

  it('synthesizes with the command that the cdktf.json says', async () => {
    write('apps/staging/package.json', {});
    write('apps/staging/cdktf.json', { app: 'npx tsx src/main.ts' });
    const { synth } = (await infer(['apps/staging/cdktf.json']))['apps/staging']?.targets ?? {};
    expect(synth?.options).toEqual({ command: 'npx tsx src/main.ts', cwd: '{projectRoot}' });
  });

  it('takes the production inputs where the workspace has them, else all of a project', async () => {
    write('apps/staging/package.json', {});
    write('apps/staging/cdktf.json', {});
    const inputs = async (nxJson: NxJsonConfiguration): Promise<unknown> =>
      (await infer(['apps/staging/cdktf.json'], {}, nxJson))['apps/staging']?.targets?.['synth']?.inputs?.slice(0, 2);
    expect(await inputs({ namedInputs: { production: ['default'] } })).toEqual(['production', '^production']);
    expect(await inputs({})).toEqual(['default', '^default']);
  });

  it('has a schema that names each of its options', () => {
    const options: Record<keyof Required<CdktfPluginOptions>, unknown> = {
      runner: 'tf',
      runnerProjects: ['tf'],
      bootstrapEnv: 'bootstrap',
      terraform: 'tofu',
    };
    const schema = JSON.parse(readFileSync(join(__dirname, '../schemas/plugin.json'), 'utf8')) as {
      properties: object;
    };
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(options).sort());
  });

  it('makes a provider’s version part of every synthesis, and a test tool’s not', async () => {
    expect(synthesisPackages(workspaceRoot)).toEqual(['@cdktf/provider-aws', 'cdktf']);
  });
});
