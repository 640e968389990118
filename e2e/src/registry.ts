import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A package that one user alone may publish. */
export interface Reserved {
  readonly name: string;
  readonly user: string;
}

/**
 * A private registry on 127.0.0.1 and a free port, with everything in a folder that goes with it. It knows no other registry:
 * what it does not have, nobody has.
 */
export class TestRegistry {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(reserved: Reserved): Promise<TestRegistry> {
    const folder = mkdtempSync(join(tmpdir(), 'registry-'));
    const url = `http://127.0.0.1:${await freePort()}`;
    writeFileSync(join(folder, 'config.yaml'), JSON.stringify(configuration(folder, reserved)));
    const server = spawn(
      process.execPath,
      [require.resolve('verdaccio/bin/verdaccio'), '--config', join(folder, 'config.yaml'), '--listen', url],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const registry = new TestRegistry(url, folder, server);
    let output = '';
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (data: Buffer) => (output += data.toString()));
    for (const end = Date.now() + 60_000; Date.now() < end && server.exitCode === null; await sleep(100)) {
      const answer = await fetch(`${url}/-/ping`).catch(() => undefined);
      if (answer?.ok) return registry;
    }
    await registry.close();
    throw new Error(`The registry does not start: ${output}`);
  }

  /** A token of a new user. */
  async token(user: string): Promise<string> {
    const answer = await fetch(`${this.url}/-/user/org.couchdb.user:${user}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: user, password: `password-of-${user}` }),
    });
    const { token } = (await answer.json()) as { token?: string };
    if (!token) throw new Error(`No token for ${user}: ${answer.status}`);
    return token;
  }

  /** The versions of a package, in the order of their publication. */
  async versions(name: string): Promise<string[]> {
    const answer = await fetch(`${this.url}/${name.replace('/', '%2f')}`);
    if (answer.status === 404) return [];
    const { versions } = (await answer.json()) as { versions: object };
    return Object.keys(versions);
  }

  /** Ends the server and removes what it held. */
  async close(): Promise<void> {
    if (this.server.exitCode === null) {
      const ended = once(this.server, 'exit');
      this.server.kill('SIGTERM');
      await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
      this.server.kill('SIGKILL');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function configuration(folder: string, { name, user }: Reserved): object {
  return {
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), algorithm: 'bcrypt', rounds: 4 } },
    uplinks: {},
    packages: {
      [name]: { access: '$all', publish: user },
      '@restartix/*': { access: '$all', publish: '$authenticated' },
    },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
