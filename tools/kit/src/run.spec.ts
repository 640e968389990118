import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { become, capture, captureSync, mustCapture, mustCaptureSync, outsideEnvironment, show } from './run';

const sh = (script: string): [string, string[]] => ['sh', ['-c', script]];

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'run-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});
const appears = async (name: string): Promise<void> => {
  while (!existsSync(join(folder, name))) await sleep(10);
};

it.each([
  ['capture', capture],
  ['captureSync', captureSync],
])('%s gives both streams, the exit code and what a signal made of it', async (_, run) => {
  const [program, args] = sh('cat; echo problem >&2; exit 3');
  expect(await run(program, args, { input: 'äöü' })).toEqual({ code: 3, stdout: 'äöü', stderr: 'problem\n' });
  expect(await run(...sh('kill -INT $$'))).toMatchObject({ code: 130 });
  expect(await run('true', [], { input: 'x'.repeat(2 ** 20) })).toMatchObject({ code: 0 });
});

it('gives standard output where success is required, and throws all that was printed otherwise', async () => {
  expect(await mustCapture(...sh('echo out; echo note >&2'))).toBe('out\n');
  expect(mustCaptureSync(...sh('echo out'))).toBe('out\n');
  await expect(mustCapture(...sh('echo out; echo problem >&2; exit 3'), { cwd: folder })).rejects.toMatchObject({
    what: expect.stringMatching(/^sh -c .* failed with exit code 3:\nout\n\nproblem$/),
    hint: `Run it in ${folder}.`,
  });
});

it('says that a program is not installed', async () => {
  const hint = 'Install no-such-program and put it on the PATH.';
  await expect(capture('no-such-program', [])).rejects.toMatchObject({ hint });
  expect(() => captureSync('no-such-program', [])).toThrow(hint);
  await expect(become('no-such-program', [])).rejects.toMatchObject({ hint });
});

it('shows what a program prints and keeps the end of it', async () => {
  const shown: string[] = [];
  const write = (text: unknown): boolean => shown.push(String(text)) > 0;
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
  const { code, tail } = await show(...sh('seq 1 100; exit 2'));
  expect(code).toBe(2);
  expect(shown.join('')).toMatch(/^1\n[^]*100\n$/);
  expect(tail.split('\n')).toHaveLength(59);
  expect(tail).toMatch(/100$/);
});

it('forwards an interrupt once, to the program and to what it started, and waits for its end', async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  // What the shell starts would not hear a signal that only the shell gets.
  const script = `sh -c 'trap "echo got >> got; exit 0" INT; touch started; while :; do sleep 0.02; done'; exit 7`;
  const running = show(...sh(script), { cwd: folder });
  await appears('started');
  process.emit('SIGINT', 'SIGINT');
  expect([0, 7, 130]).toContain((await running).code);
  await appears('got');
  expect(readFileSync(join(folder, 'got'), 'utf8')).toBe('got\n');
  expect(process.listenerCount('SIGINT')).toBe(0);
});

it('becomes a program: a termination reaches it, and its exit code is ours', async () => {
  const running = become(...sh('trap "exit 5" TERM; touch started; while :; do sleep 0.02; done'), { cwd: folder });
  await appears('started');
  process.emit('SIGTERM', 'SIGTERM');
  expect(await running).toBe(5);
});

it('hides this workspace from runs in another one', () => {
  const env = { PATH: 'p', NX_DAEMON: '1', npm_lifecycle_event: 'x', npm_config_registry: 'r', NODE_OPTIONS: '-r x' };
  expect(outsideEnvironment(env)).toEqual({ PATH: 'p', npm_config_registry: 'r' });
});
