import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { exclusively } from './exclusive';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'exclusive-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('two at once go one after the other', async () => {
  const file = join(folder, 'bootstrap.pid');
  const did: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    did.push(`${name} starts`);
    await wait(50);
    did.push(`${name} ends`);
  };
  await Promise.all([exclusively(file, work('a')), exclusively(file, work('b'))]);
  expect(did).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

test('lets the next one in after a failure, and after a holder that died', async () => {
  const file = join(folder, 'bootstrap.pid');
  await expect(exclusively(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, String(spawnSync(process.execPath, ['-e', '']).pid));
  expect(await exclusively(file, () => Promise.resolve('in'))).toBe('in');
});
