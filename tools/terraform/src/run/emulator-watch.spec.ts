import { createServer, type AddressInfo, type Server } from 'node:net';
import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { watchEmulator } from './emulator-watch';

let server: Server;
let url: string;
beforeEach(async () => {
  server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

const dead = (): number => spawnSync(process.execPath, ['-e', '']).pid;
async function watched(pid: number, whileWatching: () => void): Promise<{ gone: boolean; asked: string[] }> {
  const asked: string[] = [];
  const watch = watchEmulator({ url, pid, intervalMs: 20, graceMs: 60 }, (how) => asked.push(how));
  whileWatching();
  await wait(250);
  watch.stop();
  return { gone: watch.gone, asked };
}

test('an emulator that answers is left alone', async () => {
  expect(await watched(dead(), () => undefined)).toEqual({ gone: false, asked: [] });
});

test('when it is gone, Terraform is asked to stop, and ended when it does not', async () => {
  expect(await watched(dead(), () => server.close())).toEqual({ gone: true, asked: ['interrupt', 'kill'] });
});

test('one that lives may refuse for a moment', async () => {
  const watch = watchEmulator({ url, pid: process.pid, intervalMs: 40 }, () => undefined);
  const { port } = new URL(url);
  server.close();
  await wait(100);
  server.listen(Number(port), '127.0.0.1');
  await wait(150);
  watch.stop();
  expect(watch.gone).toBe(false);
});
