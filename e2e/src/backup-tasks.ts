import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StorageBackups } from '@restartix/storage-backups';
import { synth, type Block, type Synthesized } from '@restartix/testing';
import { Postgres, findPostgres } from './postgres';
import { Workspace } from './workspace';

export const BUCKET = 'restartix-backups-primary-staging';

const bin = findPostgres();
const missing = [
  ...(bin ? [] : ['PostgreSQL’s server']),
  ...['aws', 'openssl', 'zstd', 'bash'].filter((program) => !onPath(program)),
];

/** `describe` where this machine can run the tasks; else it is skipped, and says why. */
export const describeTasks: (name: string, suite: () => void) => void =
  missing.length === 0
    ? (name, suite) => describe(name, suite)
    : (name, suite) => describe.skip(`${name} (this machine has no ${missing.join(', no ')})`, suite);

/** What one run of a task leaves. */
export interface Run {
  readonly code: number;
  readonly output: string;
}

type Watch = (child: ChildProcess, output: string) => void;

/** The call log then says whose calls these are. */
const CALLERS = { backup: 'local.test.backup-task', restore: 'local.test.restore-task' } as const;

/**
 * The two tasks of `storage-backups`, run as ECS would run them: the entry points and the variables of the synthesized task
 * definitions, against the emulator and a real PostgreSQL.
 */
export class BackupTasks {
  readonly synthesized = synthesizedBackups();
  /** The programs of the image. */
  readonly path = `${bin!}${delimiter}${process.env['PATH'] ?? ''}`;
  private readonly environment: NodeJS.ProcessEnv;

  private constructor(
    readonly workspace: Workspace,
    readonly postgres: Postgres,
  ) {
    this.environment = {
      PATH: this.path,
      HOME: workspace.root,
      AWS_ENDPOINT_URL: workspace.emulatorUrl,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-central-1',
      BACKUP_BUCKET: BUCKET,
    };
  }

  static async start(...settings: string[]): Promise<BackupTasks> {
    const workspace = new Workspace();
    await workspace.mustNx('run', 'emulator:start');
    const tasks = new BackupTasks(workspace, await Postgres.start(bin!, settings));
    tasks.makeBucket();
    return tasks;
  }

  async close(): Promise<void> {
    this.postgres.stop();
    await this.workspace.close();
  }

  /** Another server, as a new instance is one. */
  anotherServer(...settings: string[]): Promise<Postgres> {
    return Postgres.start(bin!, settings);
  }

  private makeBucket(): void {
    const location = 'LocationConstraint=eu-central-1';
    const bucket = ['--bucket', BUCKET, '--object-lock-enabled-for-bucket'];
    this.aws('s3api', 'create-bucket', ...bucket, '--create-bucket-configuration', location);
    const key = this.aws('kms', 'create-key', '--query', 'KeyMetadata.Arn', '--output', 'text');
    const alias = String(this.synthesized.resource('aws_kms_alias')['name']);
    this.aws('kms', 'create-alias', '--alias-name', alias, '--target-key-id', key);
    this.environment['BACKUP_KMS_KEY_ARN'] = key;
  }

  /** The database that the tasks connect to. */
  connectTo(url: string): void {
    this.environment['DATABASE_SECRET_ARN'] = this.secret('database', { DATABASE_DIRECT_URL: url });
  }

  /** The versions of the encryption key, as a configuration with these would have them. */
  useKeys(current: string, arns: Readonly<Record<string, string>>): void {
    this.environment['ENCRYPTION_KEY_ID'] = current;
    this.environment['ENCRYPTION_SECRET_ARN'] = arns[current];
    this.environment['ENCRYPTION_SECRET_ARNS'] = Object.entries(arns)
      .map(([id, arn]) => `${id}=${arn}`)
      .join(' ');
  }

  key(name: string, value: string): string {
    return this.secret(name, { BACKUP_ENCRYPTION_KEY: value });
  }

  secret(name: string, values: Record<string, string>): string {
    const content = ['--secret-string', JSON.stringify(values)];
    return this.aws(
      'secretsmanager',
      'create-secret',
      '--name',
      name,
      ...content,
      '--query',
      'ARN',
      '--output',
      'text',
    );
  }

  aws(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('aws', args, { env: this.environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`aws ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  objects(): string[] {
    const listed = this.aws('s3api', 'list-objects-v2', '--bucket', BUCKET, '--query', 'Contents[].Key');
    return (JSON.parse(listed || 'null') as string[] | null) ?? [];
  }

  backup(extra: NodeJS.ProcessEnv = {}, watch?: Watch): Promise<Run> {
    return this.run('backups_task_definition', { AWS_ACCESS_KEY_ID: CALLERS.backup, ...extra }, watch);
  }

  restore(extra: NodeJS.ProcessEnv, watch?: Watch): Promise<Run> {
    return this.run('backups_restore_task_definition', { AWS_ACCESS_KEY_ID: CALLERS.restore, ...extra }, watch);
  }

  private run(taskDefinition: string, extra: NodeJS.ProcessEnv, watch?: Watch): Promise<Run> {
    const container = containerOf(this.synthesized, taskDefinition);
    const names = (container['environment'] as Block[]).map(({ name }) => String(name));
    const unknown = names.filter((name) => this.environment[name] === undefined);
    if (unknown.length > 0) throw new Error(`The test gives ${taskDefinition} no ${unknown.join(', no ')}.`);
    const [program, ...args] = container['entryPoint'] as [string, ...string[]];
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { env: { ...this.environment, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
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
}

function synthesizedBackups(): Synthesized {
  const arn = (name: string): string => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-a1b2c3`;
  return synth((stack) => {
    new StorageBackups(stack, 'backups', {
      bucketName: BUCKET,
      runnerImageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-backup-runner:1.4.2',
      databaseSecretArn: arn('database'),
      backupEncryptionSecretArn: { current: 1, arns: { 1: arn('key-v1'), 2: arn('key-v2'), 3: arn('key-v3') } },
      clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
      subnetIds: ['subnet-0123456789abcdef0'],
      securityGroupIds: ['sg-0123456789abcdef0'],
      migrationsRunnerSgId: 'sg-0123456789abcdef0',
    });
  });
}

/** The container of a task definition as ECS gets it, read out of what is synthesized. */
function containerOf(found: Synthesized, taskDefinition: string): Block {
  // Terraform takes `$${` for a dollar and a brace, and so gives ECS the script as it was written.
  const definitions = String(found.resource('aws_ecs_task_definition', taskDefinition)['container_definitions']);
  const [container] = JSON.parse(definitions.replace(/([$%])\1(?=\{)/g, (_, sign: string) => sign)) as Block[];
  return container!;
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
