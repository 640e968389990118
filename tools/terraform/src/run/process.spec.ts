import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { forwardInterrupts } from './interrupts';
import { runTerraform, type TerraformResult, type TerraformRun } from './process';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'process-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function run(script: string, options: Partial<TerraformRun> = {}): Promise<TerraformResult> {
  const binary = join(folder, 'program');
  writeFileSync(binary, `#!/bin/sh\ncd "${folder}"\n${script}\n`);
  chmodSync(binary, 0o755);
  const log = join(folder, 'log');
  return runTerraform({
    binary,
    product: 'Terraform',
    args: [],
    environment: process.env,
    log,
    say: () => undefined,
    ...options,
  });
}
const started = async (): Promise<void> => {
  while (!existsSync(join(folder, 'started'))) await wait(10);
};

test('hands over every line as it comes, the last one without its end, and keeps all in the log', async () => {
  const lines: string[] = [];
  const { code, output } = await run('echo one; echo two >&2; sleep 0.1; printf "äöü"; exit 3', {
    onLine: (line) => lines.push(line),
  });
  expect({ code, output, lines }).toEqual({ code: 3, output: 'one\ntwo\näöü', lines: ['one', 'two', 'äöü'] });
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('one\ntwo\näöü');
});

test('keeps secret output out of the log, errors in it', async () => {
  const { output, errors } = await run('echo CANARY; echo problem >&2', { secret: true });
  expect({ output, errors }).toEqual({ output: 'CANARY\n', errors: 'problem' });
  expect(readFileSync(join(folder, 'log'), 'utf8')).not.toContain('CANARY');
});

test('an interrupt reaches Terraform once, as an interrupt, and it ends by itself', async () => {
  const running = run(
    'trap "echo interrupted >> got" INT; touch started; while [ ! -f got ]; do sleep 0.05; done; sleep 0.2; echo saved',
  );
  await started();
  process.emit('SIGINT');
  process.emit('SIGTERM');
  const { interrupted, output, code } = await running;
  expect({ interrupted, output, code }).toEqual({ interrupted: true, output: 'saved', code: 0 });
  expect(readFileSync(join(folder, 'got'), 'utf8')).toBe('interrupted\n');
});

test("is out of the terminal's process group, so that Ctrl-C reaches it through us alone", async () => {
  const { output } = await run('ps -o pgid= -p $$; echo $$');
  const [group, pid] = output.split('\n').map((line) => line.trim());
  expect(group).toBe(pid);
});

test('a kill ends Terraform and what it started', async () => {
  // The loop ends by itself, should nobody end it.
  const { code } = await run(
    '(touch started; for i in $(seq 150); do echo >> beats; sleep 0.02; done) & trap "" INT; wait',
    {
      watch: (stop) => {
        void started().then(() => stop('kill'));
        return { stop: () => undefined };
      },
    },
  );
  expect(code).toBe(1);
  const beats = join(folder, 'beats');
  writeFileSync(beats, '');
  await wait(150);
  expect(readFileSync(beats, 'utf8')).toBe('');
});

test('the first press interrupts, the second warns, the third kills; signals of one press are one', () => {
  let now = 0;
  const did: string[] = [];
  const interrupts = forwardInterrupts({
    product: 'OpenTofu',
    interrupt: () => did.push('interrupt'),
    kill: () => did.push('kill'),
    say: (line) => did.push(line.slice(0, 18)),
    now: () => now,
  });
  const press = (signal: NodeJS.Signals): void => {
    process.emit(signal);
    process.emit('SIGTERM');
    now += 1000;
  };
  press('SIGINT');
  press('SIGINT');
  press('SIGHUP');
  interrupts.stop();
  expect(did).toEqual(['Stopping: OpenTofu', 'interrupt', 'Still stopping. A ', 'kill']);
  expect(process.listenerCount('SIGHUP')).toBe(0);
});
