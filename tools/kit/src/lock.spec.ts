import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock';
import type * as identities from './process-identity';
import { isRunning, processIdentity } from './process-identity';

jest.mock('./process-identity', () => {
  const actual = jest.requireActual<typeof identities>('./process-identity');
  return { ...actual, isRunning: jest.fn(actual.isRunning) };
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'deep/starting.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const said: string[] = [];
const options = { purpose: 'start the emulator', say: (line: string) => said.push(line) };
const answer = (): Promise<string> => Promise.resolve('done');
const left = (): string[] => readdirSync(join(folder, 'deep'));

/** Leaves the lock of a process that does not release it, with what the test changes in it. */
async function leaveLock(changes: object = {}): Promise<void> {
  await withLock(file, options, () => {
    const content = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...content, ...changes }));
    return Promise.resolve();
  });
}

async function leaveLockOfDead(): Promise<void> {
  rmSync(file, { force: true });
  await leaveLock({ pid: spawnSync('true').pid });
}

it('lets one in after the other, also after one that fails, and leaves no file', async () => {
  const did: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    did.push(`${name} starts`);
    await sleep(30);
    did.push(`${name} ends`);
    if (name === 'a') throw new Error('no');
  };
  const results = await Promise.allSettled([withLock(file, options, work('a')), withLock(file, options, work('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(did).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  expect(left()).toEqual([]);
});

it('takes over from a process that has ended', async () => {
  await leaveLockOfDead();
  expect(await withLock(file, { ...options, timeoutMs: 2000 }, answer)).toBe('done');
  expect(left()).toEqual([]);
});

it('takes over when the pid belongs to another process by now', async () => {
  await leaveLock({ pid: 1 });
  expect(await withLock(file, { ...options, timeoutMs: 2000 }, answer)).toBe('done');
});

it('takes over a file that is no lock, and from a process that ended while it removed a stale one', async () => {
  await leaveLockOfDead();
  writeFileSync(`${file}.removing`, readFileSync(file));
  expect(await withLock(file, { ...options, timeoutMs: 2000 }, answer)).toBe('done');
  writeFileSync(file, `${process.pid}`);
  expect(await withLock(file, { ...options, timeoutMs: 2000 }, answer)).toBe('done');
  expect(left()).toEqual([]);
});

it('looks again before it removes: the lock may be that of another process by then', async () => {
  await leaveLock(processIdentity(process.ppid));
  const living = readFileSync(file, 'utf8');
  await leaveLockOfDead();
  jest.mocked(isRunning).mockImplementationOnce(() => {
    writeFileSync(file, living);
    return false;
  });
  await expect(withLock(file, { ...options, timeoutMs: 50 }, answer)).rejects.toThrow(`by process ${process.ppid} `);
  expect(readFileSync(file, 'utf8')).toBe(living);
  expect(left()).toEqual(['starting.lock']);
});

it('waits within its bound for a process that runs, and says what it waits for', async () => {
  const parent = processIdentity(process.ppid);
  await leaveLock({ ...parent, command: 'node cli.js start' });
  said.length = 0;
  await expect(withLock(file, { ...options, timeoutMs: 1300 }, answer)).rejects.toMatchObject({
    what: expect.stringMatching(
      new RegExp(`^Cannot start the emulator: .* locked by process ${process.ppid} since .* \\(node cli\\.js start\\)`),
    ),
    hint: expect.stringContaining(file),
  });
  expect(said).toEqual([expect.stringMatching(/^Waiting to start the emulator: locked by process \d+ since/)]);
  expect(existsSync(file)).toBe(true);
});

it('does not judge a process of another machine by its pid, and names the machine', async () => {
  await leaveLock({ pid: 1, host: `not-${hostname()}` });
  await expect(withLock(file, { ...options, timeoutMs: 50 }, answer)).rejects.toThrow(
    `process 1 of not-${hostname()} since`,
  );
});

it('lets one of many processes in at a time, over the lock of a dead one', async () => {
  await leaveLockOfDead();
  const gate = Date.now() + 3000;
  const log = join(folder, 'log');
  const script = `
    const { withLock } = require(${JSON.stringify(join(__dirname, 'lock.ts'))});
    const { appendFileSync } = require('node:fs');
    const note = (word) => appendFileSync(${JSON.stringify(log)}, word + process.pid + '\\n');
    const work = () => { note('in '); return new Promise((done) => setTimeout(() => { note('out '); done(); }, 5)); };
    while (Date.now() < ${gate});
    (async () => { for (let i = 0; i < 5; i++) await withLock(${JSON.stringify(file)}, { purpose: 'test' }, work); })();
  `;
  const args = ['--conditions=@restartix/source', '--require', require.resolve('@swc-node/register'), '-e', script];
  const children = Array.from({ length: 4 }, () => spawn(process.execPath, args, { cwd: __dirname, stdio: 'inherit' }));
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0] as number));
  expect(codes).toEqual([0, 0, 0, 0]);
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(40);
  for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]!.replace('in', 'out'));
}, 60_000);
