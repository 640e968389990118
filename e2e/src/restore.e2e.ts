import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { imageCheckScript } from '@restartix/storage-backups';
import { deniedTo } from '@restartix/checks/permissions';
import { BUCKET, BackupTasks, describeTasks } from './backup-tasks';
import { calls } from './permissions';
import type { Postgres } from './postgres';

const ROWS = 4000;
const DIGEST = `SELECT count(*), md5(string_agg(id || name || note, '|' ORDER BY id)) FROM clinic.patients`;
const KEY = (version: number): string => `backup-encryption-key-${String(version)}-of-the-test-0123456789`;
// What the database's parameter group loads.
const PRELOAD = 'shared_preload_libraries=pg_stat_statements';

describeTasks('a restore', () => {
  let tasks: BackupTasks;
  let another: Postgres;
  let keys: Record<string, string>;
  let backup: string;
  let before: string;
  let facts: string[];

  beforeAll(async () => {
    tasks = await BackupTasks.start(PRELOAD);
    another = await tasks.anotherServer(PRELOAD);
    for (const server of [tasks.postgres, another]) likeRds(server);
    fill(tasks.postgres);
    before = tasks.postgres.sql(DIGEST, 'restartix');
    facts = factsOf(tasks.postgres, 'restartix');
    tasks.connectTo(tasks.postgres.url('restartix', MASTER));
    keys = { 1: tasks.key('key-v1', KEY(1)) };
    tasks.useKeys('1', keys);
  });
  afterAll(async () => {
    another?.stop();
    await tasks?.close();
  });

  it('finds the backup’s key after two rotations, and brings lost rows back in place', async () => {
    expect(await tasks.backup()).toExitWith(0);
    backup = tasks.objects().find((key) => key.endsWith('.key-1.dump.zst.enc'))!;
    keys = { ...keys, 2: tasks.key('key-v2', KEY(2)), 3: tasks.key('key-v3', KEY(3)) };
    tasks.useKeys('3', keys);
    tasks.postgres.sql('DELETE FROM clinic.patients WHERE id > 10', 'restartix');

    const into = { RESTORE_DATABASE: 'restartix', BACKUP_OBJECT: backup };
    const refused = await tasks.restore(into);
    expect(refused).toExitWith(1);
    expect(refused.output).toMatch(/restore-failed.*repeat its name in RESTORE_REPLACE/);
    expect(await tasks.restore({ ...into, RESTORE_REPLACE: 'restartix' })).toExitWith(0);

    expect(tasks.postgres.sql(DIGEST, 'restartix')).toBe(before);
    expect(factsOf(tasks.postgres, 'restartix')).toEqual(facts);
    const [aside] = databases(tasks.postgres).filter((name) => name.startsWith('restartix_replaced_'));
    expect(tasks.postgres.sql('SELECT count(*) FROM clinic.patients', aside)).toBe('10');
  });

  it('is the same on another server: rows, owners, rights, roles, settings, extensions', async () => {
    const url = { DATABASE_DIRECT_URL: another.url('postgres', MASTER) };
    const secret = tasks.secret('restartix/staging/restore/another', url);
    const run = await tasks.restore({
      RESTORE_DATABASE: 'again',
      BACKUP_OBJECT: backup,
      DATABASE_SECRET_ARN: secret,
      RESTORE_PIECE_BYTES: '10000',
    });
    expect(run).toExitWith(0);
    expect(another.sql(DIGEST, 'again')).toBe(before);
    expect(factsOf(another, 'again')).toEqual(facts);
    expect(another.sql(`SELECT count(*) FROM pg_authid WHERE rolname LIKE 'app%' AND rolpassword IS NOT NULL`)).toBe(
      '0',
    );
    // It is one transaction: pg_restore would commit after large objects.
    expect(run.output).not.toMatch(/transaction in progress/);
    // Vanilla PostgreSQL lets a superuser alone make one; RDS lets the master user.
    expect(run.output).toMatch(/permission denied to create event trigger/);
  });

  it('lets the application work as before, and no further', () => {
    const as = (sql: string): string => another.sql(`SET ROLE app_v2; ${sql}`, 'again');
    expect(as('SELECT count(*) FROM clinic.patients')).toBe(String(ROWS));
    expect(() => as('DROP TABLE clinic.patients')).toThrow('must be owner');
    expect(() => as('CREATE TABLE clinic.more ()')).toThrow('permission denied for schema clinic');
  });

  it('takes what an interrupted one left, and repeats it', async () => {
    const into = { RESTORE_DATABASE: 'interrupted', BACKUP_OBJECT: backup };
    tasks.postgres.sql(`CREATE DATABASE interrupted OWNER master TEMPLATE template0`);
    const first = await tasks.restore(into, (child, output) => {
      if (output.includes('restore-verified')) child.kill('SIGTERM');
    });
    expect(first).toExitWith(1);
    expect(first.output).toMatch(/restore-failed.*stopped from outside/);
    expect(await tasks.restore(into)).toExitWith(0);
    expect(tasks.postgres.sql(DIGEST, 'interrupted')).toBe(before);
  });

  it('is rehearsed by a drill, which leaves nothing', async () => {
    const run = await tasks.restore({ RESTORE_DATABASE: 'drill', BACKUP_OBJECT: backup, RESTORE_DRILL: '1' });
    expect(run).toExitWith(0);
    expect(run.output).toContain(`"event":"restore-counted","tables":3,"rows":${String(ROWS + 100)}`);
    expect(databases(tasks.postgres)).not.toContain('drill');
  });

  it('has no key that the backup needs, and says which', async () => {
    const { code, output } = await tasks.restore({
      RESTORE_DATABASE: 'without_key',
      BACKUP_OBJECT: backup,
      ENCRYPTION_SECRET_ARNS: `2=${keys['2']!} 3=${keys['3']!}`,
    });
    expect(code).toBe(1);
    expect(output).toMatch(/restore-failed.*the backup has key 1, and this task knows 2 3/);
  });

  it.each([
    ['another key under its id', () => ({ ENCRYPTION_SECRET_ARNS: `1=${keys['2']!}` }), /signature does not match/],
    [
      'an image without a program',
      () => ({ PATH: imageWithout('pg_restore', 'zstd') }),
      /the image lacks pg_restore zstd/,
    ],
    ['a name of more than letters', () => ({ RESTORE_DATABASE: 'a;drop' }), /RESTORE_DATABASE must name a database/],
    ['another name to replace', () => ({ RESTORE_REPLACE: 'restartix' }), /RESTORE_REPLACE must be the name of/],
  ] as const)('is refused with %s', async (_, given, reason) => {
    const { code, output } = await tasks.restore({ RESTORE_DATABASE: 'wrong', BACKUP_OBJECT: backup, ...given() });
    expect(code).toBe(1);
    expect(output).toMatch(reason);
    expect(databases(tasks.postgres)).not.toContain('wrong');
  });

  it('asks S3 for an archived object, and says so until it is there', async () => {
    storedAgain(backup, '--storage-class', 'DEEP_ARCHIVE');
    const into = { RESTORE_DATABASE: 'from_archive', BACKUP_OBJECT: backup };
    const first = await tasks.restore(into);
    expect(first).toExitWith(75);
    expect(first.output).toMatch(/restore-archive-requested.*DEEP_ARCHIVE/);
    expect(first.output).not.toMatch(/restore-failed/);
    // The emulator brings objects back at once.
    expect(await tasks.restore(into)).toExitWith(0);
    expect(tasks.postgres.sql(DIGEST, 'from_archive')).toBe(before);
  });

  it('has a check of the image, which names all that is missing', () => {
    const check = (path: string): string =>
      spawnSync('/bin/bash', ['-c', imageCheckScript()], { env: { PATH: path }, encoding: 'utf8' }).stdout;
    expect(check(tasks.path)).toMatch(/^{"event":"image-has-all","postgres":"pg_dump .*"}\n$/);
    expect(check(imageWithout('aws', 'psql'))).toContain('"reason":"the image lacks aws psql"');
  });

  it('asks nothing of AWS that its role may not', async () => {
    const role = String(tasks.synthesized.resource('aws_iam_role', 'backups_restore_role_role')['name']);
    const asked = { log: calls(tasks.workspace), env: 'test', command: 'restore-task' };
    expect(await deniedTo(tasks.synthesized.json, role, asked)).toEqual([]);
  });

  it.each([
    ['was changed', [], /not what the backup wrote/],
    ['was cut off', ['-s', '-1000'], /not as long as the backup was/],
  ])('loads nothing when the object %s', async (_, cut, reason) => {
    const file = join(tasks.workspace.root, 'changed');
    tasks.aws('s3', 'cp', `s3://${BUCKET}/${backup}`, file, '--only-show-errors');
    if (cut.length > 0) spawnSync('truncate', [...cut, file]);
    else spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=1', 'seek=5000', 'count=16', 'conv=notrunc']);
    tasks.aws('s3', 'cp', file, `s3://${BUCKET}/${backup}`, '--only-show-errors');
    const { code, output } = await tasks.restore({ RESTORE_DATABASE: 'damaged', BACKUP_OBJECT: backup });
    expect(code).toBe(1);
    expect(output).toMatch(reason);
    expect(databases(tasks.postgres)).not.toContain('damaged');
  });

  /** A folder for PATH with every program of the machine but these. */
  function imageWithout(...programs: readonly string[]): string {
    const folder = mkdtempSync(join(tasks.workspace.root, 'image-'));
    for (const from of tasks.path
      .split(delimiter)
      .filter((each) => existsSync(each))
      .reverse()) {
      for (const name of readdirSync(from).filter((each) => !programs.includes(each))) {
        rmSync(join(folder, name), { force: true });
        symlinkSync(join(from, name), join(folder, name));
      }
    }
    return folder;
  }

  /** The same bytes in a new version. */
  function storedAgain(object: string, ...options: readonly string[]): void {
    const file = join(tasks.workspace.root, 'copy');
    tasks.aws('s3', 'cp', `s3://${BUCKET}/${object}`, file, '--only-show-errors');
    tasks.aws('s3', 'cp', file, `s3://${BUCKET}/${object}`, '--only-show-errors', ...options);
  }
});

const MASTER = 'master';

/** The master user is no superuser, and some extensions belong to AWS. */
function likeRds(server: Postgres): void {
  server.sql(`CREATE ROLE rds_superuser NOLOGIN; GRANT pg_monitor, pg_signal_backend TO rds_superuser`);
  server.sql(`CREATE ROLE master LOGIN CREATEDB CREATEROLE PASSWORD '${server.password}' IN ROLE rds_superuser`);
  server.sql('ALTER DATABASE template0 ALLOW_CONNECTIONS true');
  server.sql('CREATE EXTENSION pg_stat_statements; CREATE EXTENSION pgcrypto', 'template0');
  server.sql('ALTER DATABASE template0 ALLOW_CONNECTIONS false');
}

/** A database with what a clinic's has, and what makes restores fail. */
function fill(server: Postgres): void {
  const as = (role: string, sql: string): string => server.sql(`SET ROLE ${role}; ${sql}`, 'restartix');
  server.sql(`CREATE DATABASE restartix OWNER master TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`);
  as(
    'master',
    `CREATE ROLE app NOLOGIN; CREATE ROLE owner NOLOGIN; GRANT app, owner TO master;
    CREATE ROLE app_v1 LOGIN PASSWORD 'one' IN ROLE app; CREATE ROLE app_v2 LOGIN PASSWORD 'two' IN ROLE app CONNECTION LIMIT 40;
    ALTER ROLE app_v2 SET search_path TO clinic, "$user"; ALTER ROLE app_v2 SET statement_timeout TO '30s';
    REVOKE ALL ON DATABASE restartix FROM PUBLIC; GRANT CONNECT, TEMPORARY ON DATABASE restartix TO app;
    ALTER DATABASE restartix SET timezone TO 'Europe/Bucharest';
    ALTER ROLE app_v1 IN DATABASE restartix SET work_mem TO '8MB';
    CREATE EXTENSION pg_trgm; CREATE EXTENSION citext;
    CREATE SCHEMA clinic AUTHORIZATION owner; GRANT USAGE ON SCHEMA clinic TO app;
    GRANT CREATE ON SCHEMA public TO owner`,
  );
  as(
    'owner',
    `ALTER DEFAULT PRIVILEGES IN SCHEMA clinic GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;
    CREATE TABLE clinic.patients (id int PRIMARY KEY, name text, note text, mail citext DEFAULT '');
    INSERT INTO clinic.patients SELECT i, 'name ' || i, md5(i::text) || E'\\n\\t"&ü\\nCOMMENT ON EXTENSION x;'
      FROM generate_series(1, ${String(ROWS)}) i;
    CREATE TABLE clinic.visits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, patient int REFERENCES clinic.patients);
    INSERT INTO clinic.visits (patient) SELECT 1 + i % 10 FROM generate_series(1, 100) i;
    CREATE INDEX ON clinic.patients USING gin (name gin_trgm_ops);
    CREATE VIEW clinic.named AS SELECT id, name FROM clinic.patients; COMMENT ON VIEW clinic.named IS 'it''s a view';
    CREATE MATERIALIZED VIEW clinic.counted AS SELECT patient, count(*) FROM clinic.visits GROUP BY patient;
    CREATE FUNCTION public.sum_of(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
    CREATE TABLE public.of_owner (id int); REVOKE ALL ON public.of_owner FROM app;
    ALTER TABLE clinic.visits ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everything ON clinic.visits TO app USING (true);
    SELECT lo_from_bytea(0, 'a large object')`,
  );
  // Of what belongs to the owner, some is where the owner may make nothing more.
  as('master', 'REVOKE CREATE ON SCHEMA public FROM owner');
  server.sql(
    `CREATE FUNCTION public.noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION public.noted();
    ALTER FUNCTION public.noted() OWNER TO owner`,
    'restartix',
  );
}

/** What belongs to the server, or is in no dump of a database. */
const FACTS = [
  `SELECT rolname, rolcanlogin, rolinherit, rolcreatedb, rolcreaterole, rolconnlimit, rolconfig FROM pg_roles
    WHERE rolname !~ '^pg_' AND NOT rolsuper ORDER BY 1`,
  `SELECT pg_get_userbyid(roleid), pg_get_userbyid(member) FROM pg_auth_members ORDER BY 1, 2`,
  `SELECT datcollate, datctype, encoding, datdba::regrole, datacl FROM pg_database WHERE datname = current_database()`,
  `SELECT setrole::regrole, setconfig FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase
    WHERE datname = current_database() ORDER BY setrole::regrole::text`,
  `SELECT extname, extversion, extnamespace::regnamespace, obj_description(oid, 'pg_extension') FROM pg_extension ORDER BY 1`,
  `SELECT convert_from(lo_get(oid), 'UTF8'), lomowner::regrole FROM pg_largeobject_metadata`,
];

function factsOf(server: Postgres, database: string): string[] {
  return [schemaOf(server, database), ...FACTS.map((query) => server.sql(query, database))];
}

/** Everything that pg_dump knows of a database but its rows; without what a superuser alone may make. */
function schemaOf(server: Postgres, database: string): string {
  return server
    .dump(database)
    .replace(/^--.*$|^\\(un)?restrict .*$/gm, '')
    .replace(/^CREATE EVENT TRIGGER [^;]*;\n|^ALTER EVENT TRIGGER [^;]*;\n/gm, '')
    .replace(/\n+/g, '\n');
}

function databases(server: Postgres): string[] {
  return server.sql('SELECT datname FROM pg_database').split('\n');
}
