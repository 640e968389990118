import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages } from '@restartix/kit';
import { readManifest, sizes } from '@restartix/release/publish';
import { releaseNotes, type Json } from '@restartix/release/rehearsal';
import { Stage, type Stack } from '@restartix/terraform';
import { Consumer, PROGRAMS, installCommands } from './consumer';
import { TestRegistry } from './registry';
import { REPOSITORY, Workspace, type Result } from './workspace';

const RESERVED = '@restartix/ecs-service';
const CHANGED = '@restartix/ecs-cluster';
const SOURCE = 'libs/ecs-cluster/src/exec-logging.ts';
const SHORTER = ['exec.retentionInDays ?? 90', 'exec.retentionInDays ?? 30'] as const;

/** The modules' way to somebody else: published, installed, deployed, upgraded. */
describe('the packages', () => {
  let workspace: Workspace;
  let registry: TestRegistry;
  let tokens: Record<'anybody' | 'publisher', string>;
  let consumer: Consumer;
  let stage: Stage;
  let stack: Stack;
  let json: Json;
  let inPlainStack: { readonly json: Json; readonly plan: Awaited<ReturnType<Stack['plan']>> };
  let deployed: Promise<unknown>;
  let notes: string;
  const names = publicPackages(REPOSITORY).map(({ name }) => name);

  beforeAll(async () => {
    registry = await TestRegistry.start({ name: RESERVED, user: 'publisher' });
    tokens = { anybody: await registry.token('anybody'), publisher: await registry.token('publisher') };
    workspace = new Workspace();
    // What waits here for a release is not what this test releases.
    git('rm', '-q', '--ignore-unmatch', '.changeset/*.md', ':!.changeset/README.md');
    commit();
    consumer = new Consumer(registry.url);
  });
  afterAll(async () => {
    consumer.close();
    await deployed;
    await stage?.close();
    await workspace.close();
    await registry.close();
  });

  const settings = (token = tokens.publisher): NodeJS.ProcessEnv => ({
    NPM_REGISTRY: registry.url,
    NPM_TOKEN: token,
  });
  const release = (token?: string): Promise<Result> =>
    workspace.run('npm', ['run', '--silent', 'release'], { env: settings(token) });
  /** Compares with what the registry has. */
  const rehearse = async (): Promise<Result> => {
    await workspace.mustNx('run', 'ci:build');
    const args = ['tools/ci/dist/cli.js', 'rehearse-upgrades', '--published=registry', '--example=minimal'];
    return workspace.run(process.execPath, args, { env: settings() });
  };
  const git = (...args: string[]): string =>
    spawnSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost', ...args], {
      cwd: workspace.root,
      encoding: 'utf8',
    }).stdout.trim();
  const commit = (): void => {
    git('add', '-A');
    git('commit', '-qm', 'change');
    rmSync(join(workspace.root, 'dist/packages'), { recursive: true, force: true });
  };

  it('are published until the registry refuses one, and no token is printed', async () => {
    const { code, output } = await release(tokens.anybody);
    expect(output).toContain(`${RESERVED}@1.0.0 could not be published, after `);
    expect(output).toContain('Then run npm run release again: it publishes the rest.');
    expect(output).not.toContain(tokens.anybody);
    expect({ code, output }).toExitWith(1);
    expect(await registry.versions('@restartix/core')).toEqual(['1.0.0']);
    expect(await registry.versions(RESERVED)).toEqual([]);
    expect(await registry.versions(names.at(-1)!)).toEqual([]);
  });

  it('are published to the end by a second run, and tagged', async () => {
    const { code, output } = await release();
    expect({ code, output }).toExitWith(0);
    // One that was never released is 0.0.0: here the changesets that raise it are gone.
    const versions = publicPackages(REPOSITORY).map(({ name, manifest }) => [name, manifest.version] as const);
    for (const [name, version] of versions) expect([name, await registry.versions(name)]).toEqual([name, [version]]);
    expect(git('tag', '--list').split('\n').sort()).toEqual(versions.map((each) => each.join('@')).sort());
    console.log(sizes(readManifest(workspace.root)!.packages));
  });

  it('install from the registry by the guide’s own commands', () => {
    const seconds = installCommands().map((command) => `${consumer.run(command).toFixed(1)} s  ${command}`);
    console.log(seconds.join('\n'));
    expect(consumer.version(CHANGED)).toBe('1.0.0');
  });

  it.each(Object.keys(PROGRAMS))('are composed in the guide by the very file that is tried here: %s.ts', (program) => {
    const example = readFileSync(join(REPOSITORY, 'e2e/consumer', `${program}.ts`), 'utf8');
    expect(readFileSync(join(REPOSITORY, 'docs/consuming.md'), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('make an environment of another project, in which nothing is called as here', async () => {
    consumer.compile('commonjs');
    json = consumer.synthesize('commonjs');
    expect(JSON.stringify(json)).toContain('acme-preview-shop');
    expect(JSON.stringify(json)).not.toMatch(/restartix/i);
    stage = await Stage.open();
    stack = await stage.stack();
    const plain = consumer.synthesize('commonjs', 'plain');
    await stack.validate(plain);
    inPlainStack = { json: plain, plan: await stack.plan(plain) };
    await stack.validate(json);
    // Most of it is the provider's own waiting: the tests that follow use the time.
    deployed = stack.apply(json).then(
      () => undefined,
      (error: unknown) => error,
    );
  });

  it('make a plan in a plain TerraformStack too, in its region, without what an EnvStack adds', () => {
    const { json: plain, plan } = inPlainStack;
    expect(plain['data']).toMatchObject({ aws_region: { 'current-region': {} }, aws_partition: {} });
    expect(Object.keys(plain['terraform'] as object).sort()).toEqual(['backend', 'required_providers']);
    const { create, ...others } = plan.counts;
    expect(create).toBeGreaterThan(60);
    expect(Object.values(others).filter((count) => count > 0)).toEqual([]);
    const made = plan.changes.find(({ type }) => type === 'aws_db_instance')!;
    expect(made.address).toMatch(/^aws_db_instance\.database_instance_[0-9A-F]{8}$/);
    const valueOf = (path: string): unknown => made.attributes.find((each) => each.path === path)?.after;
    expect(valueOf('identifier')).toEqual({ kind: 'value', value: 'acme-preview-database' });
    expect(valueOf('tags_all.Team')).toEqual({ kind: 'value', value: 'shop' });
  });

  it('synthesize the same from ES modules', () => {
    consumer.compile('esm');
    expect(consumer.synthesize('esm')).toEqual(json);
  });

  it('have types that fit a bundler', () => {
    consumer.compile('bundler');
  });

  it('are not published twice', async () => {
    const { output } = await release();
    expect(output).toContain(`0 published, ${names.length} published before`);
  });

  it('are refused by name when a version that is published has other content', async () => {
    workspace.edit(SOURCE, ...SHORTER);
    commit();
    const { code, output } = await release();
    expect(output).toContain(`The registry has other content for the same version: ${CHANGED}@1.0.0. Nothing was`);
    expect({ code, output }).toExitWith(1);
    git('reset', '-q', '--hard', 'HEAD~1');
  });

  it('are not released when an upgrade would lose data', async () => {
    workspace.edit(SOURCE, "'exec-logs'", "'sessions'");
    const { code, output } = await rehearse();
    git('checkout', '-q', '.');
    expect(output).toContain(`${CHANGED}: 1.0.0 as ${new URL(registry.url).host} has it`);
    expect(output).toMatch(/An upgrade of @restartix\/ecs-cluster would lose data/);
    expect(output).toMatch(/destroy aws_cloudwatch_log_group\.\w+_exec_logs: its log events/);
    expect({ code, output }).toExitWith(1);
  });

  it('get versions, changelogs and a lock file from changesets, formatted as all else', async () => {
    workspace.edit(SOURCE, ...SHORTER);
    workspace.write('.changeset/shorter.md', `---\n'${CHANGED}': minor\n---\n\nSessions are kept for a month.\n`);
    const { code, output } = await rehearse();
    expect({ code, output }).toExitWith(0);
    notes = workspace.read('tools/release/reports/release-notes.md').trim();
    const versioned = await workspace.run('npm', ['run', '--silent', 'version-packages']);
    expect(versioned).toExitWith(0);
    expect(await workspace.run('npm', ['run', '--silent', 'format:check'])).toExitWith(0);
    const touched = git('status', '--porcelain')
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[1]);
    expect(touched.sort()).toEqual([
      'libs/ecs-cluster/CHANGELOG.md',
      'libs/ecs-cluster/package.json',
      SOURCE,
      // Private, and in the workspace only while its range takes the new version.
      'libs/platform/package.json',
      'package-lock.json',
    ]);
    expect(git('diff', '--numstat', 'package-lock.json')).toBe('2\t2\tpackage-lock.json');
    expect(workspace.read('libs/ecs-cluster/CHANGELOG.md')).toMatch(/## 1\.1\.0\n\n### Minor Changes\n\n- .*a month/);
    const { packages } = workspace.json<{ packages: Record<string, { version: string }> }>('package-lock.json');
    expect(packages['libs/ecs-cluster']?.version).toBe('1.1.0');
    commit();
  });

  it('are published alone where nothing else changed', async () => {
    const { code, output } = await release();
    expect({ code, output }).toExitWith(0);
    expect(output).toContain(`1 published, ${names.length - 1} published before`);
    expect(await registry.versions(CHANGED)).toEqual(['1.0.0', '1.1.0']);
  });

  it('are deployed, and Terraform has nothing to add', async () => {
    expect(await deployed).toBeUndefined();
    expect((await stack.plan(json)).changes).toEqual([]);
  });

  it('do in an upgrade what the release notes say, and nothing else', async () => {
    consumer.run(`npm install ${CHANGED}@latest`);
    expect(consumer.version(CHANGED)).toBe('1.1.0');
    const report = await stack.plan(consumer.synthesize('commonjs'));
    const done = releaseNotes(CHANGED, '1.0.0', [{ example: 'preview', report }]);
    expect(done).toMatch(/^- change `aws_cloudwatch_log_group` in place: retention_in_days/m);
    const anywhere = (text = ''): string => text.replace(/ \(e\.g\. `.*`\)$/gm, '');
    expect(anywhere(done)).toBe(anywhere(notes));
  });
});
