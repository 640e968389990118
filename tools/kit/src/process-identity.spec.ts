import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { isRunning, processIdentity } from './process-identity';

it('knows a process while it runs, under the same identity', async () => {
  const child = spawn('sleep', ['60']);
  const identity = processIdentity(child.pid!);
  expect(identity && isRunning(identity)).toBe(true);
  expect(processIdentity(child.pid!)).toEqual(identity);
  child.kill();
  await once(child, 'close');
  expect(identity && isRunning(identity)).toBe(false);
});

it('tells a pid that was given to another process from the first', () => {
  const own = processIdentity(process.pid)!;
  expect(isRunning({ ...own, started: '1' })).toBe(false);
});

it('knows no process that has ended, and nothing of another host', () => {
  expect(processIdentity(spawnSync('true').pid)).toBeUndefined();
  expect(isRunning({ pid: process.pid, started: '1', host: 'elsewhere' })).toBeUndefined();
});
