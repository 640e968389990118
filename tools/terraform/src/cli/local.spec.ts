import { startEmulator } from '@restartix/emulator';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, captured, CONFIGURATION, fakeWorkspace, type FakeWorkspace } from '../testing/fake-workspace';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));

const STATE = { serial: 1, lineage: 'a', outputs: {}, resources: [{ type: 'aws_s3_bucket' }] };
const APPLIED = '{"type":"apply_complete","hook":{"resource":{"addr":"aws_s3_bucket.state"},"action":"create"}}';

let workspace: FakeWorkspace;
let printed: ReturnType<typeof captured>;
let server: Server;
let bucket: 'there' | 'missing';
let home: string;

/** The bucket is there once a state was pushed to it, as it is once bootstrap was applied. */
beforeEach(async () => {
  printed = captured();
  bucket = 'missing';
  server = createServer(({ method }, response) => {
    // It holds no object beside the state.
    if (method === 'GET') return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    const made = bucket === 'there' || existsSync(join(workspace.root, 'applied'));
    return response.writeHead(made ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  printed.restore();
  server.close();
  workspace.dispose();
});

function use(pulled: object = STATE): void {
  workspace = fakeWorkspace({
    plan: 'env > environment; case "$PWD" in */bootstrap) exit 2;; *) exit 0;; esac',
    show: `echo '{"resource_changes":[]}'`,
    apply: `touch ROOT/applied; echo '${JSON.stringify(STATE)}' > ROOT/home/state/bootstrap.tfstate; echo '${APPLIED}'`,
    state: `if [ "$2" = pull ]; then echo '${JSON.stringify(pulled)}'; fi`,
  });
  const program = join(workspace.root, 'terraform');
  writeFileSync(program, readFileSync(program, 'utf8').replaceAll('ROOT', workspace.root));
  home = join(workspace.root, 'home');
  mkdirSync(home);
  const { port } = server.address() as AddressInfo;
  jest.mocked(startEmulator).mockResolvedValue({
    id: 'one',
    pid: process.pid,
    port,
    url: `http://127.0.0.1:${port}`,
    home,
    startedAt: new Date(Date.now() - 60_000).toISOString(),
    key: 'none',
    callsFile: join(home, 'calls'),
    logFile: join(home, 'log'),
  });
}

function addBootstrap(): void {
  const apps = join(workspace.root, 'apps');
  const stack = join(apps, 'bootstrap', 'cdktf.out', 'stacks', 'bootstrap');
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(apps, 'bootstrap', 'cdktf.json'), '{}');
  const resource = { aws_s3_bucket: { state: { bucket: 'example-tfstate' } } };
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ ...CONFIGURATION, resource }));
}

test('surrounds the same configuration with the emulator, and nothing of it is left for a cloud run', async () => {
  use();
  bucket = 'there';
  const before = readFileSync(join(workspace.stack, 'cdk.tf.json'), 'utf8');
  expect(await main(['plan', 'staging', '--local'])).toBe(0);
  expect(readFileSync(join(workspace.stack, 'cdk.tf.json'), 'utf8')).toBe(before);
  expect(readFileSync(join(workspace.stack, 'environment'), 'utf8')).toContain('AWS_ENDPOINT_URL=http://127.0.0.1:');
  expect(workspace.calls()).toContainEqual(expect.stringMatching(/^init .*-backend-config=\S+backend\.local\.hcl/));
  expect(existsSync(join(workspace.stack, 'emulator_override.tf.json'))).toBe(true);
  await main(['plan', 'staging']);
  expect(existsSync(join(workspace.stack, 'emulator_override.tf.json'))).toBe(false);
  expect(
    workspace
      .calls()
      .filter((call) => call.startsWith('init'))
      .at(-1),
  ).not.toContain('-backend-config');
});

test('applies the environment that makes the state bucket first, and moves its state there', async () => {
  use();
  addBootstrap();
  expect(await main(['plan', 'staging', '--local'])).toBe(0);
  const commands = workspace.calls().map((call) => call.split(' ').slice(0, 2).join(' '));
  expect(commands.indexOf('apply -json')).toBeGreaterThan(0);
  expect(commands.indexOf('state push')).toBeGreaterThan(commands.indexOf('apply -json'));
  expect(existsSync(join(home, 'state', 'bootstrap.tfstate.migrated'))).toBe(true);
  expect(existsSync(join(home, 'state', 'bootstrap.tfstate'))).toBe(false);
  expect(printed.out()).toBe('staging: no changes');
});

test('goes on with that environment where its first run was cut off, though the bucket is there', async () => {
  use();
  addBootstrap();
  bucket = 'there';
  const file = join(home, 'state', 'bootstrap.tfstate');
  mkdirSync(join(home, 'state'));
  writeFileSync(file, JSON.stringify(STATE));
  const record = (complete: boolean): void => writeFileSync(`${file}.last-deploy`, JSON.stringify({ complete }));
  const applies = (): number => workspace.calls().filter((call) => call.startsWith('apply')).length;
  record(true);
  await main(['plan', 'staging', '--local']);
  expect(applies()).toBe(0);
  record(false);
  await main(['plan', 'staging', '--local']);
  expect(applies()).toBe(1);
});

test('keeps the state file when the bucket does not hold the same', async () => {
  use({ ...STATE, resources: [] });
  addBootstrap();
  expect(await main(['plan', 'staging', '--local'])).toBe(1);
  expect(printed.err()).toContain('1 resources in the file, 0 in the bucket');
  expect(existsSync(join(home, 'state', 'bootstrap.tfstate'))).toBe(true);
});

test('says what to synthesize when nothing makes the bucket', async () => {
  use();
  expect(await main(['plan', 'staging', '--local'])).toBe(1);
  expect(printed.err()).toContain('npx nx run bootstrap:synth');
});

test('does not believe a state that an earlier emulator left', async () => {
  use();
  addBootstrap();
  mkdirSync(join(home, 'state'));
  const stale = join(home, 'state', 'bootstrap.tfstate');
  writeFileSync(stale, JSON.stringify({ ...STATE, lineage: 'earlier' }));
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(stale, hourAgo, hourAgo);
  await main(['plan', 'bootstrap', '--local']);
  expect(existsSync(stale)).toBe(false);
});

test('never asks, and takes no second word for staging', async () => {
  use();
  bucket = 'there';
  const program = join(workspace.root, 'terraform');
  cpSync(program, `${program}.old`);
  writeFileSync(program, readFileSync(program, 'utf8').replace('*) exit 0;;', '*) exit 2;;'));
  expect(await main(['deploy', 'staging', '--local'])).toBe(0);
  expect(workspace.calls().some((call) => call.startsWith('apply'))).toBe(true);
});

test('starts no emulator to validate, nor for a cloud run', async () => {
  use();
  jest.mocked(startEmulator).mockClear();
  await main(['validate', 'staging', '--local']);
  await main(['plan', 'staging']);
  expect(startEmulator).not.toHaveBeenCalled();
});
