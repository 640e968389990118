import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
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
  ): Promise<Record<string, Partial<ProjectConfiguration>>> {
    const [, create] = createNodes;
    const results = await create(files, options, { workspaceRoot, nxJsonConfiguration: {} });
    return Object.assign({}, ...results.map(([, result]) => result.projects ?? {})) as Record<
      string,
      Partial<ProjectConfiguration>
    >;
  }

  it('makes an environment of each package with a cdktf.json', async () => {
    write('apps/staging/package.json', {});
    write('apps/bootstrap/package.json', {});
    const projects = await infer(['apps/staging/cdktf.json', 'apps/bootstrap/cdktf.json']);
    expect(Object.keys(projects)).toEqual(['apps/staging', 'apps/bootstrap']);
    expect(projects['apps/staging']?.projectType).toBe('application');
    expect(projects['apps/staging']?.targets?.['plan']?.options).toEqual({
      command: 'restartix-terraform plan staging',
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
    const projects = await infer(['apps/staging/cdktf.json'], { runner: 'tf', runnerProjects: ['runner'] });
    expect(projects['apps/staging']?.targets?.['deploy']).toMatchObject({
      options: { command: 'tf deploy staging' },
      dependsOn: ['synth', { projects: ['runner'], target: 'build' }],
    });
  });

  it('makes a provider’s version part of every synthesis, and a test tool’s not', async () => {
    expect(synthesisPackages(workspaceRoot)).toEqual(['@cdktf/provider-aws', 'cdktf']);
  });
});
