import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUCKET, BackupTasks, describeTasks } from './backup-tasks';
import { REPOSITORY } from './workspace';

const KEY = 'the-key-of-the-backups-0123456789-abcdefghijklmnopqrstuvwxyz';
const SECRET = 'restartix/production/backup-encryption/v1';

/** The commands of the page, in their order. */
const [MAKE, COPY, SAFE, IN_USE, PUT_BACK, TAKE, VERIFY, LOAD] = [
  ...readFileSync(join(REPOSITORY, 'docs/escrow.md'), 'utf8').matchAll(/^```bash\n([^]*?)^```$/gm),
].map(([, commands]) => commands!) as [string, string, string, string, string, string, string, string];

describeTasks('the escrow of the backup’s key, by the commands of its page', () => {
  let tasks: BackupTasks;
  let folder: string;
  let object: string;

  interface Ran {
    readonly code: number | null;
    readonly output: string;
  }

  /** Without credentials and without an AWS to reach, unless asked otherwise. */
  const run = (commands: string, extra: NodeJS.ProcessEnv = {}): Ran => {
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      // With a socket on standard input, bash reads its start-up files.
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: tasks.path,
        HOME: folder,
        ENVIRONMENT: 'production',
        VERSION: '1',
        REPOSITORY,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        ...extra,
      },
    });
    return { code: status, output: `${stdout}${stderr}`.trim() };
  };
  const withAws = (commands: string): Ran =>
    run(commands, {
      AWS_ENDPOINT_URL: tasks.workspace.emulatorUrl,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-central-1',
    });
  const valueOf = (): string =>
    tasks.aws(
      'secretsmanager',
      'get-secret-value',
      '--secret-id',
      SECRET,
      '--query',
      'SecretString',
      '--output',
      'text',
    );

  beforeAll(async () => {
    tasks = await BackupTasks.start();
    folder = mkdtempSync(join(tmpdir(), 'escrow-'));
    tasks.postgres.sql(`CREATE TABLE patients (id int PRIMARY KEY, name text);
      INSERT INTO patients SELECT i, 'name ' || i FROM generate_series(1, 500) i;`);
    tasks.connectTo(tasks.postgres.url());
    const arn = tasks.key(SECRET, KEY);
    tasks.useKeys('1', { 1: arn });
    const backup = await tasks.backup();
    expect(backup).toExitWith(0);
    object = tasks.objects().find((key) => key.endsWith('.dump.zst.enc'))!;
  });
  afterAll(async () => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    await tasks?.close();
  });

  it('is made for a key that is offline, and leaves the value nowhere', () => {
    expect(run(MAKE)).toEqual({ code: 0, output: expect.not.stringContaining('rror') as string });
    expect(withAws(COPY)).toEqual({ code: 0, output: '' });
    const files = readdirSync(folder).filter((name) => !name.startsWith('.'));
    expect(files.sort()).toEqual(['escrow.key', 'escrow.pub', 'production-backup-encryption-v1.escrow']);
    for (const file of files) expect(readFileSync(join(folder, file), 'latin1')).not.toContain(KEY);
  });

  it('has the fingerprint of what is in use, until that changes', () => {
    const safe = run(SAFE);
    expect(safe).toEqual({ code: 0, output: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(withAws(IN_USE)).toEqual(safe);
    const other = JSON.stringify({ BACKUP_ENCRYPTION_KEY: 'overwritten-by-mistake-0123456789-abcdef' });
    tasks.aws('secretsmanager', 'put-secret-value', '--secret-id', SECRET, '--secret-string', other);
    expect(withAws(IN_USE).output).not.toBe(safe.output);
  });

  it('puts the value back, so that the restore’s task works again', async () => {
    expect(await tasks.restore({ RESTORE_DATABASE: 'lost' })).not.toExitWith(0);
    expect(withAws(PUT_BACK)).toEqual({ code: 0, output: 'AWSCURRENT' });
    expect(JSON.parse(valueOf())).toEqual({ BACKUP_ENCRYPTION_KEY: KEY });
    expect(await tasks.restore({ RESTORE_DATABASE: 'found' })).toExitWith(0);
    expect(tasks.postgres.sql('SELECT count(*) FROM patients', 'found')).toBe('500');
  });

  it('verifies and loads a backup without AWS', () => {
    const manifest = object.replace(/\.dump\.zst\.enc$/, '.json');
    const copied = { 'backup.dump.zst.enc': object, 'backup.json': manifest };
    for (const [file, key] of Object.entries(copied))
      tasks.aws('s3', 'cp', `s3://${BUCKET}/${key}`, join(folder, file), '--only-show-errors');
    tasks.postgres.sql('CREATE DATABASE drill');
    const DATABASE_URL = tasks.postgres.url('drill');
    expect(run(`${TAKE}${VERIFY}${LOAD}`, { DATABASE_URL })).toEqual({ code: 0, output: '' });
    const digest = `SELECT count(*), md5(string_agg(id || name, '|' ORDER BY id)) FROM patients`;
    expect(tasks.postgres.sql(digest, 'drill')).toBe(tasks.postgres.sql(digest));
  });

  it('verifies nothing that is not what was written', () => {
    const edited = `jq '.bytes += 1' backup.json > edited.json && mv edited.json backup.json\n`;
    expect(run(`cp backup.json kept.json\n${edited}${TAKE}${VERIFY}`).code).not.toBe(0);
    expect(run(`mv kept.json backup.json\n${TAKE}${VERIFY}`).code).toBe(0);
    truncateSync(join(folder, 'backup.dump.zst.enc'), 100);
    expect(run(`${TAKE}${VERIFY}`).code).not.toBe(0);
  });
});
