import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SUCCESS_PATTERN, StorageBackups, restoreScript } from '@restartix/storage-backups';
import { deniedTo } from '@restartix/checks/permissions';
import { synth, type Block, type Synthesized } from '@restartix/testing';
import { calls } from './permissions';
import { Postgres, findPostgres } from './postgres';
import { Workspace } from './workspace';

const BUCKET = 'restartix-backups-primary-staging';
const KEY = 'backup-encryption-key-of-the-test-0123456789';
const ROWS = 4000;

const bin = findPostgres();
const missing = [
  ...(bin ? [] : ['PostgreSQL’s server']),
  ...['aws', 'openssl', 'gzip', 'bash'].filter((program) => !onPath(program)),
];

/** What one run of a script leaves. */
interface Run {
  readonly code: number;
  readonly output: string;
}

const suite = missing.length === 0 ? describe : describe.skip;

suite(`the backup task${missing.length === 0 ? '' : ` (this machine has no ${missing.join(', no ')})`}`, () => {
  let workspace: Workspace;
  let postgres: Postgres;
  let environment: NodeJS.ProcessEnv;
  let synthesized: Synthesized;
  let container: Block;

  beforeAll(async () => {
    workspace = new Workspace();
    await workspace.mustNx('run', 'emulator:start');
    postgres = await Postgres.start(bin!);
    postgres.sql(`CREATE TABLE patients (id int PRIMARY KEY, name text, note text);
      INSERT INTO patients SELECT i, 'name ' || i, md5(i::text) || E'\\n\\t"&ü' FROM generate_series(1, ${String(ROWS)}) i;`);
    synthesized = synthesizedBackups();
    container = containerOf(synthesized);
    environment = {
      PATH: `${bin!}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: workspace.root,
      AWS_ENDPOINT_URL: workspace.emulatorUrl,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-central-1',
    };
    aws(
      's3api',
      'create-bucket',
      '--bucket',
      BUCKET,
      '--object-lock-enabled-for-bucket',
      '--create-bucket-configuration',
      'LocationConstraint=eu-central-1',
    );
    const key = aws('kms', 'create-key', '--query', 'KeyMetadata.Arn', '--output', 'text');
    const alias = String(synthesized.resource('aws_kms_alias')['name']);
    aws('kms', 'create-alias', '--alias-name', alias, '--target-key-id', key);
    // By the names that the task definition has for them, as ECS would fill them in.
    const given: Record<string, string> = {
      BACKUP_BUCKET: BUCKET,
      BACKUP_KMS_KEY_ARN: key,
      DATABASE_SECRET_ARN: secret('database', { DATABASE_DIRECT_URL: postgres.url() }),
      ENCRYPTION_SECRET_ARN: secret('encryption', { BACKUP_ENCRYPTION_KEY: KEY }),
    };
    for (const { name } of container['environment'] as Block[]) environment[String(name)] = given[String(name)]!;
  });
  afterAll(async () => {
    postgres?.stop();
    await workspace?.close();
  });

  function aws(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('aws', args, { env: environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`aws ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  function secret(name: string, values: Record<string, string>): string {
    const content = ['--secret-string', JSON.stringify(values)];
    return aws('secretsmanager', 'create-secret', '--name', name, ...content, '--query', 'ARN', '--output', 'text');
  }

  function run(
    command: readonly string[],
    extra: NodeJS.ProcessEnv = {},
    watch?: (child: ChildProcess, output: string) => void,
  ): Promise<Run> {
    return new Promise((resolve, reject) => {
      const child = spawn(command[0]!, command.slice(1), {
        env: { ...environment, ...extra },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (data: Buffer) => {
          output += data.toString();
          watch?.(child, output);
        });
      }
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? -1, output }));
    });
  }

  const backup = (extra: NodeJS.ProcessEnv = {}, watch?: (child: ChildProcess, output: string) => void): Promise<Run> =>
    run(container['entryPoint'] as string[], { ...AS_BACKUP, ...extra }, watch);
  const restore = (extra: NodeJS.ProcessEnv): Promise<Run> =>
    run(['bash', '-c', restoreScript(), 'restore'], { ...AS_RESTORE, ...extra });
  const objects = (): string[] => {
    const listed = aws('s3api', 'list-objects-v2', '--bucket', BUCKET, '--query', 'Contents[].Key', '--output', 'json');
    return (JSON.parse(listed || 'null') as string[] | null) ?? [];
  };
  /** The lines that the alarm's metric would count. */
  const successes = (output: string): number => {
    const [, event] = /^\{ \$\.event = "([^"]+)" \}$/.exec(SUCCESS_PATTERN) ?? [];
    return output.split('\n').filter((line) => line.startsWith('{') && (JSON.parse(line) as Block)['event'] === event)
      .length;
  };

  it('dumps, encrypts and uploads; and no secret is ever in the process list', async () => {
    const seen = new Set<string>();
    const sampling = setInterval(() => commandLines().forEach((line) => seen.add(line)), 5);
    const { code, output } = await backup();
    clearInterval(sampling);
    expect({ code, output }).toExitWith(0);
    expect(successes(output)).toBe(1);
    expect(objects().filter((key) => key.endsWith('.sql.gz.enc'))).toHaveLength(1);
    expect(objects().filter((key) => key.endsWith('.json'))).toHaveLength(1);
    const lines = [...seen].join('\n');
    expect(lines).toMatch(/pg_dump/);
    expect(lines).not.toContain(KEY);
    expect(lines).not.toContain(postgres.password);
    expect(output).not.toContain(KEY);
    expect(output).not.toContain(postgres.password);
  });

  it('is brought back by the documented restore, row by row', async () => {
    const { code, output } = await restore({ RESTORE_DATABASE: 'restored' });
    expect({ code, output }).toExitWith(0);
    const digest = `SELECT count(*), md5(string_agg(id || name || note, '|' ORDER BY id)) FROM patients`;
    expect(postgres.sql(digest, 'restored')).toBe(postgres.sql(digest));
    expect(postgres.sql(digest)).toMatch(new RegExp(`^${String(ROWS)}\\|`));
  });

  it.each([
    ['backup-task', 'backups_task_role_role'],
    ['restore-task', 'backups_restore_role_role'],
  ])('asks nothing of AWS that its role may not: %s', async (command, address) => {
    const role = String(synthesized.resource('aws_iam_role', address)['name']);
    expect(await deniedTo(synthesized.json, role, { log: calls(workspace), env: 'test', command })).toEqual([]);
  });

  it('is not restored with another key', async () => {
    const other = secret('other', { BACKUP_ENCRYPTION_KEY: 'another-key-of-32-characters-or-more' });
    const { code, output } = await restore({ RESTORE_DATABASE: 'wrong', ENCRYPTION_SECRET_ARN: other });
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/restore-failed.*signature does not match/);
    expect(postgres.sql(`SELECT count(*) FROM pg_database WHERE datname = 'wrong'`)).toBe('0');
  });

  it('is not restored when the object was cut off', async () => {
    const object = objects().find((key) => key.endsWith('.sql.gz.enc'))!;
    const file = join(workspace.root, 'cut');
    aws('s3', 'cp', `s3://${BUCKET}/${object}`, file, '--only-show-errors');
    spawnSync('truncate', ['-s', '-1000', file]);
    aws('s3', 'cp', file, `s3://${BUCKET}/${object}`, '--only-show-errors');
    const { code, output } = await restore({ RESTORE_DATABASE: 'cut', BACKUP_OBJECT: object });
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/restore-failed.*not as long as the backup was/);
  });

  it('fails without a bucket, and says so in one line that no success counts', async () => {
    const { code, output } = await backup({ BACKUP_BUCKET: 'restartix-there-is-no-such-bucket' });
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/"event":"backup-failed"/);
    expect(successes(output)).toBe(0);
  });

  it('leaves nothing that looks like a backup when the database goes away in the middle', async () => {
    postgres.sql(
      `CREATE TABLE large AS SELECT i, md5(i::text) || md5((i * 7)::text) AS text FROM generate_series(1, 3000000) i`,
    );
    const before = objects();
    let killed = false;
    const { code, output } = await backup({}, (_, said) => {
      if (killed || !said.includes('backup-started')) return;
      killed = true;
      setTimeout(() => postgres.kill(), 1500);
    });
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/"event":"backup-failed","step":"stream"/);
    expect(successes(output)).toBe(0);
    expect(objects()).toEqual(before);
  });
});

/** The call log then says whose calls these are. */
const AS_BACKUP = { AWS_ACCESS_KEY_ID: 'local.test.backup-task' };
const AS_RESTORE = { AWS_ACCESS_KEY_ID: 'local.test.restore-task' };

function synthesizedBackups(): Synthesized {
  const arn = (name: string): string => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-a1b2c3`;
  return synth((stack) => {
    new StorageBackups(stack, 'backups', {
      bucketName: BUCKET,
      runnerImageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api:1.4.2',
      databaseSecretArn: arn('database'),
      backupEncryptionSecretArn: arn('encryption'),
      clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
      subnetIds: ['subnet-0123456789abcdef0'],
      securityGroupIds: ['sg-0123456789abcdef0'],
      migrationsRunnerSgId: 'sg-0123456789abcdef0',
    });
  });
}

/** The container of the task definition as ECS gets it, read out of what is synthesized. */
function containerOf(found: Synthesized): Block {
  // Terraform takes `$${` for a dollar and a brace, and so gives ECS the script as it was written.
  const definitions = String(found.resource('aws_ecs_task_definition')['container_definitions']);
  const [container] = JSON.parse(definitions.replace(/([$%])\1(?=\{)/g, (_, sign: string) => sign)) as Block[];
  return container!;
}

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    });
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
