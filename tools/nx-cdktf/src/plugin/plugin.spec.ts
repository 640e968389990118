import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NxJsonConfiguration, ProjectConfiguration } from '@nx/devkit';
import { createNodes, type CdktfPluginOptions } from './plugin';

describe('createNodes', () => {
  let workspaceRoot: string;
  beforeEach(() => {
    workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-cdktf-'));
    write('package.json', { devDependencies: { cdktf: '0.21.0', '@cdktf/provider-aws': '20.1.0', jest: '30.0.0' } });
    for (const env of ['staging', 'bootstrap']) {
      write(`apps/${env}/package.json`, {});
      write(`apps/${env}/cdktf.json`, {});
    }
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

  it('takes a project with a cdktf.json for an environment, and bootstrap for what the others need', async () => {
    const projects = await infer(['apps/staging/cdktf.json', 'apps/bootstrap/cdktf.json'], { runner: 'tf' });
    expect(Object.keys(projects)).toEqual(['apps/staging', 'apps/bootstrap']);
    expect(projects['apps/staging']).toMatchObject({
      projectType: 'application',
      targets: {
        plan: {
          options: { command: 'tf plan staging' },
          dependsOn: ['synth', { projects: ['bootstrap'], target: 'synth' }],
        },
      },
    });
    const { 'apps/staging': alone } = await infer(['apps/staging/cdktf.json'], {
      runner: 'tf',
      runnerProjects: ['tf'],
    });
    expect(alone?.targets?.['plan']?.dependsOn).toEqual(['synth', { projects: ['tf'], target: 'build' }]);
  });

  it('ignores a cdktf.json that belongs to no project', async () => {
    expect(await infer(['docs/example/cdktf.json'])).toEqual({});
  });

  it('synthesizes with the command in cdktf.json', async () => {
    write('apps/staging/cdktf.json', { app: 'npx tsx src/main.ts' });
    const { synth } = (await infer(['apps/staging/cdktf.json']))['apps/staging']?.targets ?? {};
    expect(synth?.options).toEqual({ command: 'npx tsx src/main.ts', cwd: '{projectRoot}' });
  });

  it('makes sources, CDKTF and providers the inputs of a synthesis, and test tools not', async () => {
    const inputs = async (nxJson: NxJsonConfiguration): Promise<unknown> =>
      (await infer(['apps/staging/cdktf.json'], {}, nxJson))['apps/staging']?.targets?.['synth']?.inputs;
    const packages = { externalDependencies: ['@cdktf/provider-aws', 'cdktf'] };
    expect(await inputs({ namedInputs: { production: ['default'] } })).toEqual(['production', '^production', packages]);
    expect(await inputs({})).toEqual(['default', '^default', packages]);
  });

  it('has a schema that names each of its options', () => {
    const options: Required<CdktfPluginOptions> = {
      runner: 'tf',
      runnerProjects: ['tf'],
      bootstrapEnv: 'bootstrap',
      terraform: 'tofu',
    };
    const { properties } = JSON.parse(readFileSync(join(__dirname, 'schema.json'), 'utf8')) as { properties: object };
    expect(Object.keys(properties)).toEqual(Object.keys(options));
  });
});
