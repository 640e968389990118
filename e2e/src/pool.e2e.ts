import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlatformStack, type DatabaseUsersConfig } from '@restartix/platform';
import * as production from '@restartix/production';
import * as staging from '@restartix/staging';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { Testing } from 'cdktf';
import { commandLines } from './command-lines';
import { findPostgres } from './postgres';
import { startRds, type Rds } from './rds';
import { containerOf, ended, kill, runContainer, secretOf, type Ended } from './task-container';

/** `bash .ci/install-pgbouncer` puts them there. */
const INSTALLED = resolve(__dirname, '../../.pgbouncer');
const RELEASES = existsSync(INSTALLED)
  ? readdirSync(INSTALLED).filter((name) => existsSync(join(INSTALLED, name, 'bin/pgbouncer')))
  : [];

const bin = findPostgres();
const missing = [...(bin ? [] : ['PostgreSQL’s server']), ...(RELEASES.length > 0 ? [] : ['pgbouncer'])];
const suite = missing.length === 0 ? describe : describe.skip;

/** Addresses of this run alone, so that every port is the one that the configuration says. */
const NETWORK = `127.77.${String((process.pid % 250) + 1)}`;
const DATABASE_ADDRESS = `${NETWORK}.1`;
const MASTER = { username: 'app_admin', password: 'master-Passw0rd', database: 'restartix' };

const BEFORE: DatabaseUsersConfig = { versions: [1], current: 1 };

/** What Terraform knows after an apply. */
function resolveReference(reference: string): string {
  if (/\.(?:address|endpoint)$/.test(reference)) return DATABASE_ADDRESS;
  if (/\.(?:db_name|database_name)$/.test(reference)) return MASTER.database;
  if (reference === 'aws_service_discovery_private_dns_namespace.ecs_cluster_namespace.name') return 'test.internal';
  const [, user] =
    /aws_secretsmanager_random_password\.application_users_(app_v\d+)_password\.random_password$/.exec(reference) ?? [];
  if (user) return `${user}-Passw0rd-0123456789`;
  if (reference.includes('jsondecode(ephemeral.')) return MASTER.password;
  return `unknown:${reference}`;
}

function synthesized(env: 'staging' | 'production', databaseUsers = BEFORE): Synthesized {
  const stack =
    env === 'staging'
      ? new PlatformStack(Testing.app(), { ...staging.config, databaseUsers }, staging.Database)
      : new PlatformStack(Testing.app(), { ...production.config, databaseUsers }, production.Database);
  return new Synthesized(JSON.parse(Testing.synth(stack, true)) as TerraformJson);
}

/** The DATABASE_URL that ECS gives Core API. */
function databaseUrl(found: Synthesized): string {
  return containerOf(found, 'core_api', resolveReference).environment['DATABASE_URL']!;
}

const masterUrl = (found: Synthesized): string =>
  secretOf(found, 'arn:app_secrets_database_secret:DATABASE_DIRECT_URL::', resolveReference);

/** A client: one connection for each question, at an address that stands for the pool's name. */
function client(url: string, address: string, question: string): Ended {
  const { status, stdout, stderr } = spawnSync(
    join(bin!, 'psql'),
    ['-qtAX', '-v', 'ON_ERROR_STOP=1', url, '-c', question],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], PGHOSTADDR: address },
      timeout: 30_000,
    },
  );
  return { code: status ?? -1, output: `${stdout}${stderr}`.trim() };
}

/** The same, while others go on. */
function connectOnce(url: string, address: string, question: string): Promise<Ended> {
  const child = spawn(join(bin!, 'psql'), ['-qtAX', url, '-c', question], {
    env: { PATH: process.env['PATH'], PGHOSTADDR: address },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return ended(child, 30).then(({ code, output }) => ({ code, output: output.trim() }));
}

/** A client that holds its connection. */
class Session {
  static readonly open = new Set<Session>();

  private output = '';
  private readonly child: ChildProcess;
  private number = 0;

  constructor(url: string, address: string) {
    this.child = spawn(join(bin!, 'psql'), ['-qtAX', url], {
      env: { PATH: process.env['PATH'], PGHOSTADDR: address },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    Session.open.add(this);
    this.child.on('close', () => Session.open.delete(this));
    // What is written to one that has ended is not the test's failure: the answer is.
    this.child.stdin!.on('error', () => undefined);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream!.on('data', (data: Buffer) => (this.output += data.toString()));
  }

  /** What the statements answer, errors included. */
  async ask(statements: string): Promise<string> {
    const mark = `end-${String((this.number += 1))}`;
    this.output = '';
    this.child.stdin!.write(`${statements};\n\\echo ${mark}\n`);
    await until(() => this.output.includes(mark) || this.child.exitCode !== null, 30);
    return this.output.replace(mark, '').trim();
  }

  close(): void {
    this.child.stdin!.end('\\q\n');
  }
}

async function until(condition: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > end) return false;
    await sleep(50);
  }
  return true;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

suite(`the connection pool${missing.length === 0 ? '' : ` (this machine has no ${missing.join(', no ')})`}`, () => {
  let rds: Rds;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    rds = await startRds(bin!, DATABASE_ADDRESS, MASTER);
    const table = client(
      masterUrl(synthesized('production')),
      DATABASE_ADDRESS,
      'CREATE TABLE patients (id int PRIMARY KEY, name text); INSERT INTO patients SELECT i, i::text FROM generate_series(1, 100) i',
    );
    expect(table).toExitWith(0);
  });
  afterAll(() => {
    for (const child of running) kill(child);
    for (const session of Session.open) session.close();
    rds?.postgres.stop();
  });

  /** Runs the task `database-users` of a configuration. */
  function makeUsers(found: Synthesized, extra: NodeJS.ProcessEnv = {}, ...command: string[]): Promise<Ended> {
    const container = containerOf(found, 'database_users', resolveReference);
    return ended(runContainer(container, [...container.entryPoint, ...command], { programs: [bin!], extra }));
  }

  /** A task of the pool, at an address of its own. */
  interface Pool {
    readonly address: string;
    readonly process: ChildProcess;
    readonly ended: Promise<Ended>;
    readonly health: () => Promise<number>;
  }

  let nextAddress = 10;

  function startPool(found: Synthesized, release: string, extra: NodeJS.ProcessEnv = {}): Pool {
    const container = containerOf(found, 'pgbouncer', resolveReference);
    const address = `${NETWORK}.${String((nextAddress += 1))}`;
    const options = {
      programs: [join(INSTALLED, release, 'bin'), bin!],
      extra: { POOL_ADDRESS: address, DATABASE_CA_FILE: rds.caFile, ...extra },
    };
    const process = runContainer(container, container.entryPoint, options);
    running.push(process);
    // The check asks 127.0.0.1, which is the task's own; here each task has another address.
    const checked = { ...options, extra: { ...options.extra, PGHOSTADDR: address } };
    return {
      address,
      process,
      ended: ended(process, 120),
      health: async () => (await ended(runContainer(container, container.healthCheck, checked), 10)).code,
    };
  }

  async function healthyPool(found: Synthesized, release: string, extra?: NodeJS.ProcessEnv): Promise<Pool> {
    const pool = startPool(found, release, extra);
    if (await until(async () => (await pool.health()) === 0, 20)) return pool;
    kill(pool.process);
    throw new Error(`The pool does not become healthy:\n${(await pool.ended).output}`);
  }

  async function stop(pool: Pool): Promise<void> {
    pool.process.kill('SIGINT');
    expect(await pool.ended).toExitWith(0);
  }

  const isSecret = (text: string): boolean => /-Passw0rd/.test(text);

  describe('the task database-users', () => {
    const found = synthesized('production');

    it('makes the user as a master that is no superuser, and no password is in a process list or in the server’s log', async () => {
      expect(rds.postgres.log()).not.toContain('app_v1');
      const seen = new Set<string>();
      const sampling = setInterval(() => commandLines().forEach((line) => seen.add(line)), 2);
      const run = await makeUsers(found);
      clearInterval(sampling);
      expect(run).toExitWith(0);
      expect(run.output).toContain('{"event":"database-user-password-set","user":"app_v1"}');
      const lines = [...seen].filter((line) => line.includes(DATABASE_ADDRESS));
      expect(lines.join('\n')).toContain('\\password app_v1');
      expect(lines.filter(isSecret)).toEqual([]);
      expect(rds.postgres.log()).toContain('SCRAM-SHA-256$4096:');
      expect(isSecret(rds.postgres.log())).toBe(false);
      expect(isSecret(run.output)).toBe(false);
    });

    it('changes nothing the second time', async () => {
      const { output } = await makeUsers(found);
      expect(output).toContain('{"event":"database-user-unchanged","user":"app_v1"}');
    });

    const master = (statements: string): Ended => client(masterUrl(found), DATABASE_ADDRESS, statements);
    const direct = masterUrl(found).replace(/\/\/.*@/, '//app_v1:app_v1-Passw0rd-0123456789@');
    const user = (statements: string): Ended => client(direct, DATABASE_ADDRESS, statements);

    it('lets the user read and write tables of before and after, sequences and schemas too, and change no table', () => {
      const made = master(`CREATE TABLE later (id serial PRIMARY KEY); CREATE SCHEMA audit;
        CREATE TABLE audit.log (id int)`);
      expect(made).toExitWith(0);
      const used = user(`UPDATE patients SET name = 'x' WHERE id = 1; INSERT INTO later DEFAULT VALUES;
        INSERT INTO audit.log VALUES (1); SELECT count(*) FROM audit.log`);
      expect(used).toEqual({ code: 0, output: '1' });
      expect(user('CREATE TABLE own (id int)').output).toContain('permission denied for schema public');
      expect(user('DROP TABLE later').output).toContain('must be owner');
      expect(user('ALTER TABLE later ADD COLUMN a int').output).toContain('must be owner');
    });

    it('gives back no right that a migration took away', async () => {
      expect(master('REVOKE UPDATE, DELETE ON audit.log FROM app')).toExitWith(0);
      expect(await makeUsers(found)).toExitWith(0);
      expect(user('DELETE FROM audit.log').output).toContain('permission denied');
      expect(user('INSERT INTO audit.log VALUES (2)')).toExitWith(0);
    });

    it('lets a migration lend the right to make partitions', () => {
      const lent = master(`CREATE TABLE events (at date) PARTITION BY RANGE (at);
        CREATE FUNCTION roll() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS
          $$CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')$$`);
      expect(lent).toExitWith(0);
      expect(user(`SELECT roll(); INSERT INTO events VALUES ('2026-01-15')`)).toExitWith(0);
    });

    it('takes out a user that is not listed, and ends nothing that runs unless it is told to', async () => {
      const two = synthesized('production', { versions: [1, 2], current: 1 });
      expect(await makeUsers(two)).toExitWith(0);
      const session = new Session(direct.replaceAll('app_v1', 'app_v2'), DATABASE_ADDRESS);
      expect(await session.ask('SELECT current_user')).toBe('app_v2');
      expect((await makeUsers(found)).output).toContain(
        '{"event":"database-user-still-connected","user":"app_v2","sessions":"1"',
      );
      expect(await session.ask('SELECT count(*) FROM patients')).toBe('100');
      expect(client(direct.replaceAll('app_v1', 'app_v2'), DATABASE_ADDRESS, 'SELECT 1')).not.toExitWith(0);
      expect((await makeUsers(found, {}, 'terminate')).output).toContain(
        '{"event":"database-user-removed","user":"app_v2"}',
      );
      expect(await session.ask('SELECT 1')).toContain('terminating connection');
      session.close();
    });

    it.each([
      [{ USERS: 'app_v1 postgres' }, 'USERS has postgres'],
      [{ PASSWORD_app_v1: '' }, 'PASSWORD_app_v1 is empty'],
      [{ DATABASE_DIRECT_URL: 'postgres://app_admin@host/restartix' }, 'DATABASE_DIRECT_URL is not'],
      [{ DATABASE_DIRECT_URL: direct }, 'app_v1 of DATABASE_DIRECT_URL may not make roles'],
      [{ DATABASE_DIRECT_URL: direct.replace('app_v1:', 'nobody:') }, 'the database does not answer'],
    ])('fails with %p', async (extra, reason) => {
      const run = await makeUsers(found, extra);
      expect(run).toExitWith(1);
      expect(run.output).toContain(`{"event":"database-users-failed","reason":"${reason}`);
    });
  });

  describe.each(RELEASES)('with pgbouncer of Debian’s %s', (release) => {
    beforeAll(async () => expect(await makeUsers(synthesized('production'))).toExitWith(0));

    describe.each(['staging', 'production'] as const)('in %s', (env) => {
      const found = synthesized(env);
      const url = databaseUrl(found);
      let pool: Pool;

      beforeAll(async () => {
        pool = await healthyPool(found, release);
      });
      afterAll(() => stop(pool));

      it('answers at the DATABASE_URL that Core API gets, with TLS on both sides', () => {
        expect(url).toMatch(/^postgres:\/\/app_v1:[^@]+@pgbouncer\.test\.internal:6432\/restartix\?sslmode=require$/);
        const question = `SELECT current_user, count(*), (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) FROM patients`;
        expect(client(url, pool.address, question)).toEqual({ code: 0, output: 'app_v1|100|t' });
      });

      it('refuses a connection without TLS, a wrong password and other users', () => {
        expect(client(url.replace('require', 'disable'), pool.address, 'SELECT 1').output).toContain('SSL required');
        expect(client(url.replace(/:app_v1-[^@]+/, ':wrong'), pool.address, 'SELECT 1').output).toMatch(/failed/);
        expect(
          client(url.replace(/app_v1:[^@]+/, 'app_admin:master-Passw0rd'), pool.address, 'SELECT 1').output,
        ).toMatch(/failed/);
      });

      it('has no secret in a process list, and none in a file that others can read', () => {
        const lines = commandLines().filter((line) => /pgbouncer|pool/.test(line));
        expect(lines.join('\n')).toContain('/pgbouncer.ini');
        expect(lines.filter(isSecret)).toEqual([]);
        const folders = readdirSync('/dev/shm').filter((name) => name.startsWith('pool.'));
        expect(folders.length).toBeGreaterThan(0);
        for (const name of folders) expect(statSync(`/dev/shm/${name}`).mode & 0o77).toBe(0);
      });
    });

    const found = synthesized('production');
    const url = databaseUrl(found);

    it.each([
      ['a pgbouncer older than 1.23', { PATH_FIRST: true }, 'pgbouncer 1.22 is older than 1.23'],
      ['no authorities of the database', { DATABASE_CA_FILE: '/nowhere' }, 'the image has no /nowhere'],
      ['no password of a user', { PASSWORD_app_v1: '' }, 'PASSWORD_app_v1 is empty'],
    ])('does not start with %s', async (_, { PATH_FIRST, ...extra }: Record<string, string | boolean>, reason) => {
      const old = join(rds.postgres.folder, 'old');
      mkdirSync(old, { recursive: true });
      writeFileSync(join(old, 'pgbouncer'), '#!/bin/sh\necho PgBouncer 1.22.1\n', { mode: 0o755 });
      chmodSync(rds.postgres.folder, 0o755);
      const path = PATH_FIRST ? { PATH: `${old}:${bin!}:/usr/bin:/bin` } : {};
      const refused = await startPool(found, release, { ...path, ...(extra as NodeJS.ProcessEnv) }).ended;
      expect(refused).toExitWith(1);
      expect(refused.output).toContain(`{"event":"pool-failed","reason":"${reason}`);
    });

    it('trusts no database whose certificate somebody else signed', async () => {
      const pool = startPool(found, release, { DATABASE_CA_FILE: '/etc/ssl/certs/ca-certificates.crt' });
      await sleep(1000);
      expect(await pool.health()).not.toBe(0);
      pool.process.kill('SIGINT');
      expect((await pool.ended).output).toMatch(/TLS handshake error|certificate verify failed/);
    });

    it('gives the connection to the next client after each transaction, without what the last one set', async () => {
      const pool = await healthyPool(found, release, { POOL_SIZE: '1' });
      const [one, two] = [new Session(url, pool.address), new Session(url, pool.address)];
      const backend = await one.ask('SELECT pg_backend_pid()');
      expect(backend).toMatch(/^\d+$/);
      expect(await two.ask('SELECT pg_backend_pid()')).toBe(backend);
      await one.ask(`SET search_path = nowhere; SELECT set_config('app.tenant', 'one', false)`);
      expect(await two.ask('SHOW search_path')).toBe('"$user", public');
      expect(await two.ask(`SELECT coalesce(current_setting('app.tenant', true), '')`)).toBe('');
      await one.ask('BEGIN');
      await one.ask('SELECT 1');
      let answered = false;
      const waits = two.ask('SELECT 2').then((answer) => {
        answered = true;
        return answer;
      });
      await sleep(500);
      expect(answered).toBe(false);
      await one.ask('COMMIT');
      expect(await waits).toBe('2');
      one.close();
      two.close();
      await stop(pool);
    });

    it('keeps the statements that clients have prepared, on whichever connection they run', async () => {
      const pool = await healthyPool(found, release, { POOL_SIZE: '2' });
      const file = join(rds.postgres.folder, 'prepared.sql');
      writeFileSync(file, '\\set id random(1, 100)\nSELECT name FROM patients WHERE id = :id;\n');
      const { status, stdout, stderr } = spawnSync(
        join(bin!, 'pgbench'),
        ['-n', '-M', 'prepared', '-f', file, '-c', '6', '-t', '50', url],
        { encoding: 'utf8', env: { PATH: process.env['PATH'], PGHOSTADDR: pool.address }, timeout: 60_000 },
      );
      expect({ code: status, output: stderr }).toMatchObject({ code: 0 });
      expect(stdout).toContain('number of transactions actually processed: 300/300');
      await stop(pool);
    });

    it('is unhealthy when the pool or the database is down; staging’s check asks the pool alone', async () => {
      const pool = await healthyPool(found, release);
      const sleeper = await healthyPool(synthesized('staging'), release);
      rds.postgres.kill();
      expect(await pool.health()).not.toBe(0);
      expect(await sleeper.health()).toBe(0);
      rds.postgres.restart();
      expect(await until(async () => (await pool.health()) === 0, 20)).toBe(true);
      await Promise.all([stop(pool), stop(sleeper)]);
      expect(await pool.health()).not.toBe(0);
      expect(await sleeper.health()).not.toBe(0);
    });

    it('after SIGTERM takes new clients for a while, keeps the others, and ends when the last one has left', async () => {
      const pool = await healthyPool(found, release, { POOL_DRAIN_SECONDS: '2' });
      const held = new Session(url, pool.address);
      await held.ask('BEGIN');
      await held.ask('SELECT 1');
      pool.process.kill('SIGTERM');
      expect(client(url, pool.address, 'SELECT 1')).toExitWith(0);
      await sleep(3000);
      expect(client(url, pool.address, 'SELECT 1').output).toContain('Connection refused');
      expect(await held.ask('SELECT 3')).toBe('3');
      await held.ask('COMMIT');
      expect(await held.ask('SELECT 4')).toBe('4');
      held.close();
      expect(await pool.ended).toExitWith(0);
      expect((await pool.ended).output).toContain('{"event":"pool-stopped","status":0}');
    });

    it('lives through a rotation of the password without one failed query', async () => {
      const failures: string[] = [];
      let answers = 0;
      let stopped = false;
      const outcome = (output: string, where: string): void => {
        if (output === '100') answers += 1;
        else failures.push(`${where}: ${output}`);
      };
      /** Where the pool's name leads: each resolver has its own copy, and asks again when its time is over. */
      let addresses: string[] = [];
      /** What services are given; their tasks are replaced when it changes. */
      let currentUrl = url;
      const QUESTION = 'SELECT count(*) FROM patients';
      // Resolvers forget an address sooner, and connections live longer, so that each replacement meets a connection.
      const POOL = { POOL_DRAIN_SECONDS: '2' };

      /** Connects for each question, to whichever address answers, as a driver does with several of one name. */
      async function reconnects(): Promise<void> {
        let known = addresses;
        let asked = Date.now();
        while (!stopped) {
          if (Date.now() - asked > 1500) [known, asked] = [addresses, Date.now()];
          let result = { code: 2, output: 'no address' };
          for (const address of known) {
            result = await connectOnce(currentUrl, address, QUESTION);
            if (!result.output.includes('Connection refused')) break;
          }
          outcome(result.output, 'a new connection');
        }
      }

      /** Holds its connection for a while, as an application's own pool does, and then takes the next one. */
      async function holds(seconds: number): Promise<void> {
        while (!stopped) {
          const session = new Session(currentUrl, addresses.at(-1)!);
          const end = Date.now() + seconds * 1000;
          while (!stopped && Date.now() < end) {
            outcome(await session.ask(QUESTION), 'a held connection');
            await sleep(100);
          }
          session.close();
        }
      }

      /** As ECS replaces a task: the new one is healthy before the old one is out of the name and gets SIGTERM. */
      async function replace(old: Pool | undefined, of: DatabaseUsersConfig): Promise<Pool> {
        const pool = await healthyPool(synthesized('production', of), release, POOL);
        addresses = [...addresses, pool.address];
        if (!old) return pool;
        addresses = addresses.filter((address) => address !== old.address);
        old.process.kill('SIGTERM');
        expect(await old.ended).toExitWith(0);
        return pool;
      }

      const both = { versions: [1, 2], current: 1 };
      const second = { versions: [1, 2], current: 2 };
      const alone = { versions: [2], current: 2 };

      let pool = await replace(undefined, BEFORE);
      const clients = [reconnects(), holds(8), holds(9)];
      const master = masterUrl(found);

      // 1. A second version: its secret, the pool that knows both, and the user in the database.
      pool = await replace(pool, both);
      expect((await makeUsers(synthesized('production', both))).output).toContain('password-set","user":"app_v2"');
      // 2. It becomes the current one: services are replaced, and the pool, whose health check logs in with it.
      pool = await replace(pool, second);
      currentUrl = databaseUrl(synthesized('production', second));
      expect(currentUrl).toContain('//app_v2:');
      await sleep(5000);
      // The master's password is another matter: nobody notices.
      expect(client(master, DATABASE_ADDRESS, `ALTER ROLE ${MASTER.username} PASSWORD 'another-Passw0rd'`)).toExitWith(
        0,
      );
      expect(client(master, DATABASE_ADDRESS, 'SELECT 1').output).toContain('password authentication failed');
      await sleep(500);
      const next = master.replace(MASTER.password, 'another-Passw0rd');
      expect(client(next, DATABASE_ADDRESS, `ALTER ROLE ${MASTER.username} PASSWORD '${MASTER.password}'`)).toExitWith(
        0,
      );
      // 3. The first version goes: from the pool, and then from the database.
      pool = await replace(pool, alone);
      expect((await makeUsers(synthesized('production', alone))).output).toContain('removed","user":"app_v1"');
      await sleep(500);
      stopped = true;
      await Promise.all(clients);

      expect(failures).toEqual([]);
      expect(answers).toBeGreaterThan(100);
      expect(client(url, pool.address, QUESTION)).not.toExitWith(0);
      expect(client(currentUrl, pool.address, QUESTION)).toEqual({ code: 0, output: '100' });
      await stop(pool);
      // As it was, for the tests that follow.
      expect(await makeUsers(found, {}, 'terminate')).toExitWith(0);
    });

    it('after SIGINT ends when the transactions that run have', async () => {
      const pool = await healthyPool(found, release);
      const held = new Session(url, pool.address);
      const runs = held.ask(`SELECT pg_sleep(1.5), 'done'`);
      await sleep(500);
      pool.process.kill('SIGINT');
      expect(await runs).toBe('|done');
      expect(await pool.ended).toExitWith(0);
      held.close();
    });
  });
});
