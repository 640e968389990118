import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIdentity } from '@restartix/kit';
import { emulatorStatus, startEmulator, stopEmulator } from './emulator';
import { faultReports, resetEmulator, setFaults } from './pages';
import { processesWith, signal } from './processes';
import { readRecord, writeRecord } from './record';

jest.setTimeout(180_000);

const isAlive = (pid: number): boolean => processIdentity(pid) !== undefined;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'emulator-'));
});

afterEach(async () => {
  delete process.env['EMULATOR_PORT'];
  await stopEmulator(home);
  rmSync(home, { recursive: true, force: true });
});

describe('an emulator', () => {
  it('starts on a free port, is found by its status, and stops', async () => {
    expect(await emulatorStatus(home)).toBeUndefined();
    const started = await startEmulator({ home });
    expect(started).toMatchObject({ home, url: `http://127.0.0.1:${started.port}`, id: expect.any(String) });
    expect(await emulatorStatus(home)).toEqual(started);
    expect(JSON.parse(readFileSync(join(home, 'emulator.json'), 'utf8'))).toEqual(started);

    expect(await stopEmulator(home)).toBe(true);
    expect(isAlive(started.pid)).toBe(false);
    expect(await emulatorStatus(home)).toBeUndefined();
    expect(existsSync(join(home, 'emulator.json'))).toBe(false);
    expect(await stopEmulator(home)).toBe(false);
  });

  it('is one, however many commands start it at once, in one process or in several', async () => {
    const script = `require('@swc-node/register'); require(${JSON.stringify(join(__dirname, 'index.ts'))})
      .startEmulator({ home: ${JSON.stringify(home)} }).then(({ id }) => console.log(id));`;
    const others = [1, 2].map(() => output(['-e', script]));
    const here = await Promise.all([startEmulator({ home }), startEmulator({ home })]);
    const ids = [...here.map(({ id }) => id), ...(await Promise.all(others))];
    expect(new Set(ids).size).toBe(1);
    expect(existsSync(join(home, 'starting.lock'))).toBe(false);
  });

  it('survives the command that started it', async () => {
    const script = `require('@swc-node/register'); require(${JSON.stringify(join(__dirname, 'index.ts'))})
      .startEmulator({ home: ${JSON.stringify(home)} }).then(() => process.exit(0));`;
    await output(['-e', script]);
    const running = await emulatorStatus(home);
    expect(running && isAlive(running.pid)).toBe(true);
  });

  it('is no descendant of the command that starts it, whose process tree Ctrl-C may end', async () => {
    const script = `require('@swc-node/register'); require(${JSON.stringify(join(__dirname, 'index.ts'))})
      .startEmulator({ home: ${JSON.stringify(home)} }).then(() => { console.log('started'); setInterval(() => {}, 1000); });`;
    const command = spawn(process.execPath, ['--conditions=@restartix/source', '-e', script], { cwd: __dirname });
    await new Promise((done) => command.stdout.once('data', done));
    const { pid } = (await emulatorStatus(home))!;
    const tree = descendants(command.pid!);
    expect(tree).not.toContain(pid);
    for (const each of [...tree, command.pid!]) signal(each, 'SIGKILL');
    await new Promise((done) => command.once('close', done));
    expect(isAlive(pid)).toBe(true);
    expect((await emulatorStatus(home))?.pid).toBe(pid);
  });

  it('ends when the command that starts it is ended before it listens', async () => {
    const script = `require('@swc-node/register'); require(${JSON.stringify(join(__dirname, 'index.ts'))})
      .startEmulator({ home: ${JSON.stringify(home)}, onProgress: console.log });`;
    const command = spawn(process.execPath, ['--conditions=@restartix/source', '-e', script], { cwd: __dirname });
    await new Promise((done) => command.stdout.once('data', done));
    const servers = (): number[] => processesWith(join(home, 'calls.jsonl'));
    while (servers().length < 2) await new Promise((done) => setTimeout(done, 5));
    for (const each of [...descendants(command.pid!), command.pid!]) signal(each, 'SIGKILL');
    // On a slow machine it may have listened already: then it is another test's.
    while (servers().length > 0 && !readRecord(home)) await new Promise((done) => setTimeout(done, 50));
    if (readRecord(home)) return;
    expect(servers()).toEqual([]);
  });

  it('keeps the log and the calls of the one before, and says that what that one held is gone', async () => {
    const said: string[] = [];
    const onProgress = (line: string): number => said.push(line);
    const first = await startEmulator({ home, onProgress });
    await status(`${first.url}/`, {
      authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-central-1/s3/aws4_request',
    });
    process.kill(first.pid, 'SIGKILL');
    while (isAlive(first.pid)) await new Promise((done) => setTimeout(done, 20));
    await startEmulator({ home, onProgress });
    expect(said.join('\n')).toMatch(/ran since .*Z ended without being stopped; all that was deployed in it is gone/);
    expect(readFileSync(join(home, 'calls.previous.jsonl'), 'utf8')).toMatch(/ListBuckets/);
    expect(existsSync(join(home, 'emulator.previous.log'))).toBe(true);

    said.length = 0;
    await stopEmulator(home);
    await startEmulator({ home, onProgress });
    expect(said.join('\n')).not.toMatch(/gone/);
  });

  it('records what is asked of it', async () => {
    const { url, callsFile } = await startEmulator({ home });
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-central-1/s3/aws4_request, Signature=x';
    await status(`${url}/`, { authorization });
    const [call] = readFileSync(callsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(call).toMatchObject({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      service: 's3',
      operation: 'ListBuckets',
      region: 'eu-central-1',
      method: 'GET',
      path: '/',
      status: 200,
      ms: expect.any(Number),
    });
  });

  it('forgets the state that was kept of an earlier one, but not while it runs', async () => {
    mkdirSync(join(home, 'state'));
    await startEmulator({ home });
    expect(existsSync(join(home, 'state'))).toBe(false);
    mkdirSync(join(home, 'state'));
    await startEmulator({ home });
    expect(existsSync(join(home, 'state'))).toBe(true);
  });

  it('is started anew after a crash', async () => {
    const first = await startEmulator({ home });
    process.kill(first.pid, 'SIGKILL');
    while (isAlive(first.pid)) await new Promise((done) => setTimeout(done, 20));
    expect(await emulatorStatus(home)).toBeUndefined();
    const second = await startEmulator({ home });
    expect(second.id).not.toBe(first.id);
  });

  it('is stopped even when it does not answer', async () => {
    const { pid } = await startEmulator({ home });
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await stopEmulator(home)).toBe(true);
      expect(isAlive(pid)).toBe(false);
    } finally {
      if (isAlive(pid)) process.kill(pid, 'SIGCONT');
    }
  });

  it('is not taken for another program that has its port or its process id', async () => {
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    const foreign = await listen(0);
    try {
      writeRecord({ ...record(home), pid: other.pid!, port: portOf(foreign) });
      expect(await emulatorStatus(home)).toBeUndefined();
      expect(await stopEmulator(home)).toBe(false);
      expect(isAlive(other.pid!)).toBe(true);
      expect(readRecord(home)).toBeUndefined();
    } finally {
      other.kill();
      foreign.close();
    }
  });

  it('is not that of the folder which this one is a copy of', async () => {
    const original = await startEmulator({ home });
    const copy = mkdtempSync(join(tmpdir(), 'emulator-copy-'));
    try {
      cpSync(home, copy, { recursive: true });
      expect(await emulatorStatus(copy)).toBeUndefined();
      expect(await stopEmulator(copy)).toBe(false);
      expect(await emulatorStatus(home)).toEqual(original);
      const own = await startEmulator({ home: copy });
      expect(own.port).not.toBe(original.port);
      expect(own.callsFile).toBe(join(copy, 'calls.jsonl'));
      expect(await stopEmulator(copy)).toBe(true);
      expect(await emulatorStatus(home)).toEqual(original);
    } finally {
      await stopEmulator(copy);
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('gives the key of its management pages to nobody but the user', async () => {
    const { url, key } = await startEmulator({ home });
    expect(statSync(join(home, 'emulator.json')).mode & 0o077).toBe(0);
    expect(await status(`${url}/moto-api/data.json`, {})).toBe(403);
    expect(await status(`${url}/moto-api/data.json`, { 'x-restartix-emulator-key': key })).toBe(200);
  });

  it('is emptied, and given faults, by those who started it', async () => {
    const emulator = await startEmulator({ home });
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-central-1/s3/aws4_request, Signature=x';
    const bucket = (method: string): Promise<Response> =>
      fetch(`${emulator.url}/restartix-reset`, {
        ...{ method, headers: { authorization } },
        ...(method === 'PUT'
          ? {
              body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
            }
          : {}),
      });
    await setFaults(emulator, [{ do: '503', operation: 'CreateBucket' }]);
    expect((await bucket('PUT')).status).toBe(503);
    expect((await bucket('PUT')).status).toBe(200);
    expect(await faultReports(emulator)).toMatchObject([
      { matched: 2, hit: [{ service: 's3', operation: 'CreateBucket', attempts: 1 }] },
    ]);
    await expect(setFaults(emulator, [{ do: 'lost', nth: 0 }])).rejects.toThrow(/nth 0: a whole number from 1/);
    expect((await bucket('HEAD')).status).toBe(200);
    await resetEmulator(emulator);
    expect((await bucket('HEAD')).status).toBe(404);
    await setFaults(emulator, []);
  });

  it('starts over a record that was cut short and a lock whose holder is dead', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(home, 'emulator.json'), '{"id": "');
    writeFileSync(join(home, 'starting.lock'), `${pid} dead`);
    const started = await startEmulator({ home });
    expect(await emulatorStatus(home)).toEqual(started);
  });
});

describe('EMULATOR_PORT', () => {
  it('is the port it starts on', async () => {
    const free = await listen(0);
    const port = portOf(free);
    await new Promise((done) => free.close(done));
    process.env['EMULATOR_PORT'] = String(port);
    expect((await startEmulator({ home })).port).toBe(port);
  });

  it('is refused when another program has it', async () => {
    const taken = await listen(0);
    process.env['EMULATOR_PORT'] = String(portOf(taken));
    await expect(startEmulator({ home })).rejects.toThrow(
      `Port ${portOf(taken)}, which EMULATOR_PORT asks for, is in use by another program.`,
    );
    taken.close();
  });

  it.each(['http', '0', '70000', '80.5'])('is refused when it is "%s"', async (port) => {
    process.env['EMULATOR_PORT'] = port;
    await expect(startEmulator({ home })).rejects.toThrow(`EMULATOR_PORT is "${port}", which is not a port.`);
  });
});

it('names the folder that it cannot create', async () => {
  const file = join(home, 'file');
  writeFileSync(file, '');
  await expect(startEmulator({ home: join(file, 'emulator') })).rejects.toThrow(
    /folder cannot be created[^]*EMULATOR_HOME/,
  );
});

function record(of: string): Parameters<typeof writeRecord>[0] {
  return {
    id: 'none',
    pid: 0,
    port: 0,
    url: '',
    home: of,
    startedAt: new Date().toISOString(),
    key: '',
    callsFile: '',
    logFile: '',
  };
}

function output(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=@restartix/source', ...args], {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (data: Buffer) => (text += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(text.trim()) : reject(new Error(`ended with ${code}`))));
  });
}

/** As who ends a process tree finds it. */
function descendants(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child, ...descendants(child)] : []));
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new Error('not listening');
}

function status(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => response.resume().on('end', () => resolve(response.statusCode))).on(
      'error',
      reject,
    );
  });
}
