import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(120_000);

const home = mkdtempSync(join(tmpdir(), 'emulator-cli-'));

function emulator(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@restartix/source', '-r', '@swc-node/register', join(__dirname, 'cli.ts'), ...args],
    { encoding: 'utf8', env: { ...process.env, EMULATOR_HOME: home, EMULATOR_PORT: '' } },
  );
  return { code: status, out: stdout, err: stderr };
}

afterAll(() => {
  emulator('stop');
  rmSync(home, { recursive: true, force: true });
});

it('starts, shows, and stops the emulator, each with its own exit code', () => {
  expect(emulator('status')).toMatchObject({ code: 3, out: expect.stringContaining('npx nx run emulator:start') });

  const started = emulator('start');
  expect(started.code).toBe(0);
  expect(started.out).toMatch(/^Emulator at http:\/\/127\.0\.0\.1:\d+ \(process \d+/);
  expect(started.out).toContain(join(home, 'calls.jsonl'));

  expect(emulator('status')).toMatchObject({ code: 0, out: started.out });
  expect(emulator('stop')).toMatchObject({ code: 0, out: expect.stringContaining('stopped') });
  expect(emulator('stop')).toMatchObject({ code: 0, out: expect.stringContaining('No emulator is running') });
});

it('names its commands when it is given none', () => {
  expect(emulator()).toMatchObject({ code: 1, err: expect.stringContaining('Commands: start, stop, status. ') });
});
