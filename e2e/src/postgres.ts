import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where this machine has PostgreSQL's server; undefined without. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  // Debian keeps each version in a folder of its own; what is on PATH may be a wrapper.
  const folders = [...versions.sort().reverse(), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

/** A PostgreSQL of the test's own, on a free port of 127.0.0.1. */
export class Postgres {
  /** One that no other test has: who looks for it in the process list finds its own. */
  readonly password = `pAsSw0rd-${randomBytes(6).toString('hex')}`;

  private constructor(
    readonly bin: string,
    readonly port: number,
    readonly host: string,
    readonly folder: string,
  ) {}

  /** With these settings of the server, `name=value`; on a free port of 127.0.0.1, or where the caller says. */
  static async start(
    bin: string,
    settings: readonly string[] = [],
    at?: { readonly address: string; readonly port: number },
  ): Promise<Postgres> {
    const { address, port } = at ?? { address: '127.0.0.1', port: await freePort() };
    const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    // The server refuses to run as root.
    if (process.getuid?.() === 0) run('chown', ['nobody', folder]);
    const server = new Postgres(bin, port, address, folder);
    server.asServer('initdb', ['-D', join(folder, 'data'), '-U', 'postgres', '--auth=trust', '-E', 'UTF8']);
    const given = ['fsync=off', ...settings].map((setting) => `-c ${setting}`).join(' ');
    const options = `-p ${String(port)} -k ${folder} -h ${address} ${given}`;
    server.asServer('pg_ctl', ['-D', join(folder, 'data'), '-l', join(folder, 'log'), '-o', options, '-w', 'start']);
    server.sql(`ALTER USER postgres PASSWORD '${server.password}'`);
    return server;
  }

  /** Without TLS, unlike the real one: the test's server has no certificate. */
  url(database = 'postgres', user = 'postgres'): string {
    return `postgres://${user}:${this.password}@${this.host}:${String(this.port)}/${database}`;
  }

  /** Without the password, which the server does not ask for: others look through the process list. */
  private address(database: string): string {
    return `postgres://postgres@${this.host}:${String(this.port)}/${database}`;
  }

  /** What statements answer, without headings. Not as an argument: they may have passwords. */
  sql(statements: string, database = 'postgres'): string {
    const options = ['-qtAX', '-v', 'ON_ERROR_STOP=1', '-d', this.address(database)];
    return run(join(this.bin, 'psql'), options, { input: statements });
  }

  /** The statements that make a database, without its rows. */
  dump(database: string): string {
    return run(join(this.bin, 'pg_dump'), ['--schema-only', '-d', this.address(database)]);
  }

  /** What the server has logged. */
  log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  /** At once, in the middle of whatever it does. */
  kill(): void {
    this.asServer('pg_ctl', ['-D', join(this.folder, 'data'), '-m', 'immediate', '-w', 'stop']);
  }

  /** Again, with what its files say now. */
  restart(): void {
    this.asServer('pg_ctl', [
      '-D',
      join(this.folder, 'data'),
      '-l',
      join(this.folder, 'log'),
      '-m',
      'fast',
      '-w',
      'restart',
    ]);
  }

  stop(): void {
    try {
      this.kill();
    } catch {
      // It is not running any more.
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private asServer(program: string, args: readonly string[]): void {
    const command = [join(this.bin, program), ...args];
    if (process.getuid?.() === 0) run('runuser', ['-u', 'nobody', '--', ...command], { cwd: this.folder });
    else run(command[0]!, command.slice(1), { cwd: this.folder });
  }
}

function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string } = {},
): string {
  // A server that goes on must not hold the pipes of the command that started it.
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    ...options,
    stdio: program === 'runuser' || program.endsWith('pg_ctl') ? ['ignore', 'ignore', 'ignore'] : 'pipe',
  });
  if (status === 0) return (stdout ?? '').trim();
  throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr ?? ''} (${String(status)})`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
