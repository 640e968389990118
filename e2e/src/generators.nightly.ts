import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace, linkPackage, type Result } from './workspace';

interface Configuration {
  readonly terraform: { readonly backend: { readonly s3: { readonly key: string } } };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

describe('the generators, in this repository', () => {
  let workspace: Workspace;
  let serviceLines: number;

  beforeAll(async () => {
    workspace = new Workspace();
    await generate('service', 'reports', '--secrets=DATABASE_URL');
    serviceLines = await changedLines('apps', 'libs');
    await generate('module', 'work-queue', '--skip-install');
    await generate('env', 'preview', '--accountId=333333333333', '--skip-install');
    // In place of npm install, which would write through the links to the repository's own packages.
    for (const folder of ['libs/work-queue', 'apps/preview']) linkPackage(workspace.root, folder);
    await workspace.mustNx('run', 'checks:update');
  });
  afterAll(() => workspace?.close());

  const generate = (name: string, ...args: string[]): Promise<Result> =>
    workspace.mustNx('g', `@restartix/nx-cdktf:${name}`, ...args);
  const bin = (name: string, ...args: string[]): Promise<Result> =>
    workspace.run(join(workspace.root, 'node_modules/.bin', name), args);
  const git = async (...args: string[]): Promise<string> => (await workspace.run('git', args)).stdout;
  const synthesized = (env: string): Configuration =>
    JSON.parse(
      readFileSync(join(workspace.root, `apps/${env}/cdktf.out/stacks/${env}/cdk.tf.json`), 'utf8'),
    ) as Configuration;

  async function changedLines(...folders: string[]): Promise<number> {
    const numbers = (await git('diff', '--numstat', '--', ...folders)).match(/^\d+\t\d+/gm) ?? [];
    return numbers.flatMap((line) => line.split('\t').map(Number)).reduce((sum, each) => sum + each, 0);
  }

  async function touched(): Promise<string[]> {
    const files = await git('status', '--porcelain', '-z', '--untracked-files=all');
    return files
      .split('\0')
      .filter(Boolean)
      .map((entry) => entry.slice(3));
  }

  it('add a long-running service in thirty lines at most', () => {
    expect(serviceLines).toBeGreaterThanOrEqual(3);
    expect(serviceLines).toBeLessThanOrEqual(30);
  });

  it('write what is formatted, follows the rules of lint, and compiles', async () => {
    const files = await touched();
    expect(files).toEqual(expect.arrayContaining(['libs/work-queue/src/work-queue.ts', 'apps/preview/src/config.ts']));
    const format = await bin('prettier', '--check', '--ignore-unknown', ...files);
    const lint = await bin('eslint', '--max-warnings=0', 'libs/work-queue', 'libs/platform', 'apps');
    const references = await workspace.nx('sync:check');
    const types = await workspace.nx('run-many', '-t', 'typecheck', '-p', 'work-queue,preview,staging,production');
    for (const { output, code } of [format, lint, references, types]) expect({ code, output }).toExitWith(0);
  });

  it('write what passes its own tests and everybody else’s', async () => {
    const projects = 'work-queue,preview,platform,staging,production,checks';
    const { output, code } = await workspace.nx('run-many', '-t', 'test', '-p', projects);
    expect({ code, output }).toExitWith(0);
  });

  it('make a service that every environment has at once', async () => {
    await workspace.mustNx('run-many', '-t', 'synth', '-p', 'staging,production,preview');
    for (const env of ['staging', 'production', 'preview']) {
      const { resource } = synthesized(env);
      const addresses = Object.entries(resource).flatMap(([type, blocks]) =>
        Object.keys(blocks).map((id) => `${type}.${id}`),
      );
      expect(addresses).toEqual(
        expect.arrayContaining([
          'aws_ecr_repository.container_registry_reports',
          'aws_ecs_task_definition.reports_task_definition',
          'aws_ecs_service.reports_service',
          'aws_lb_target_group.reports_target_group',
          'aws_lb_listener_rule.reports_rule',
          'aws_cloudwatch_log_group.reports_logs',
          'aws_iam_role.reports_execution_role',
          'aws_iam_role.reports_task_role',
          'aws_appautoscaling_target.reports_scaling',
          'aws_cloudwatch_metric_alarm.observability_alarm_reports_errors',
          'cloudflare_dns_record.edge_host_reports',
        ]),
      );
    }
  });

  it('make an environment that shares nothing with the one that it was copied from', async () => {
    expect((await workspace.mustNx('show', 'projects')).stdout.split('\n')).toContain('preview');
    expect(synthesized('preview').terraform.backend.s3.key).toBe('preview/terraform.tfstate');
    expect(Object.values(synthesized('preview').resource['aws_vpc'] ?? {})).toMatchObject([
      { cidr_block: '10.30.0.0/16' },
    ]);
    expect(JSON.stringify(synthesized('preview'))).not.toMatch(/staging/i);
    // The one mention that is meant: the network block that the copy must not overlap.
    expect(await git('grep', '--untracked', '-hi', 'staging', '--', 'apps/preview')).toBe(
      "    otherCidrs: { staging: '10.10.0.0/16', production: '10.20.0.0/16' },\n",
    );
  });

  it('make an environment that the workflows plan', async () => {
    await workspace.mustNx('run-many', '-t', 'build', '-p', 'ci');
    await workspace.mustNx('run', 'bootstrap:synth');
    const { code, output } = await workspace.run(
      process.execPath,
      [join(workspace.root, 'tools/ci/dist/cli.js'), 'matrix', '--all', '--only=preview'],
      { env: { AWS_ACCOUNTS: '{"preview":"333333333333"}', GITHUB_OUTPUT: join(workspace.root, 'outputs') } },
    );
    expect({ code, output }).toExitWith(0);
    expect(workspace.read('outputs')).toContain('arn:aws:iam::333333333333:role/restartix-preview-github-plan');
  });

  it('refuse a service that takes what others have, and options that do not exist', async () => {
    const refused = async (...args: string[]): Promise<string> =>
      (await workspace.nx('g', '@restartix/nx-cdktf:service', 'orders', '--dry-run', ...args)).output;
    // Ports and hosts of services, and hosts that the platform itself uses.
    expect(await refused('--port=9000', '--host=api')).toMatch(/port 9000 is not [^]* host "api" is not possible/);
    expect(await refused('--host=notifications')).toContain('host "notifications" is not possible');
    expect(await refused('--secrets=none')).toContain('secrets "none" is not possible (allowed: DATABASE_URL, ');
    expect(await refused('--prot=9101')).toContain("'prot' is not found in schema");
  });

  it('change nothing when they run again', async () => {
    await git('add', '-A');
    await generate('service', 'reports', '--secrets=DATABASE_URL');
    await generate('module', 'work-queue');
    await generate('env', 'preview');
    expect(await git('diff', '--stat')).toBe('');
  });
});
