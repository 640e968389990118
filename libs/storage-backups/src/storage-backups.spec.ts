import { type Synthesized, deployedImage, resolved, synth, warningsOf, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { StorageBackups, backupScript, restoreScript, type StorageBackupsConfig } from '.';
import { base, bySid, secret, statements } from './testing/backups';

const APPLICATION = 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task';
const RUNNER = 'backups_task_definition';
const RESTORE = 'backups_restore_task_definition';

const backups = (config: Partial<StorageBackupsConfig> = {}): Synthesized =>
  synth((stack) => new StorageBackups(stack, 'backups', { ...base, ...config }), { accountId: '123456789012' });
const rolePolicy = (found: Synthesized, role: string): unknown => found.resource('aws_iam_role_policy', role)['policy'];

const KEYS = { current: 3, arns: { 1: secret('key-v1'), 3: secret('key-v3') } };

const containerOf = (found: Synthesized, name: string): Block => {
  const [container] = JSON.parse(
    String(found.resource('aws_ecs_task_definition', name)['container_definitions']),
  ) as Block[];
  return container!;
};
const environmentOf = (container: Block): Record<string, string> =>
  Object.fromEntries((container['environment'] as Block[]).map(({ name, value }) => [name, value] as [string, string]));

describe('the key', () => {
  const { policy } = backups({ applications: { 'core-api': { taskRoleArn: APPLICATION } } }).resource('aws_kms_key');

  it('is administered by the account, which cannot decrypt with it', () => {
    const administer = bySid(policy, 'AllowAdministrationByIam');
    expect(administer['Principal']).toEqual({
      AWS: ['arn:aws:iam::123456789012:root'],
    });
    expect(administer['Action'].join()).not.toMatch(/Decrypt|Encrypt|DataKey|kms:\*/);
  });

  it('is used by the runner and the restore alone, whatever else is allowed', () => {
    expect(bySid(policy, 'DenyOthers')).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Condition: {
        ArnNotEquals: {
          'aws:PrincipalArn': [
            '${aws_iam_role.backups_task_role_role.arn}',
            '${aws_iam_role.backups_restore_role_role.arn}',
          ],
        },
      },
    });
  });

  it('denies the application everything, by name', () => {
    expect(bySid(policy, 'DenyApplicationRoles')).toMatchObject({
      Effect: 'Deny',
      Action: 'kms:*',
      Condition: { ArnEquals: { 'aws:PrincipalArn': [APPLICATION] } },
    });
    expect(bySid(backups().resource('aws_kms_key')['policy'], 'DenyApplicationRoles')).toBeUndefined();
  });

  it('rotates, and goes 30 days after it is told to', () => {
    expect(backups().resource('aws_kms_key')).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(backups({ keyDeletionProtection: true }).resource('aws_kms_key')).toMatchObject({
      lifecycle: { prevent_destroy: true },
    });
    expect(backups().resource('aws_kms_key')).not.toHaveProperty('lifecycle');
  });
});

describe('the bucket', () => {
  it('keeps what it has for seven years, and says so', () => {
    const found = backups();
    expect(found.resource('aws_s3_bucket')).toMatchObject({ object_lock_enabled: true, force_destroy: false });
    expect(found.resource('aws_s3_bucket_object_lock_configuration')['rule']).toEqual({
      default_retention: { mode: 'COMPLIANCE', years: 7 },
    });
    expect(warningsOf(minimal)).toEqual([expect.stringContaining('cannot be deleted by anyone for 7 years')]);
    expect(warningsOf(complete)).toEqual([]);
  });

  it('encrypts with the key, and goes to colder storage with time', () => {
    const found = backups();
    expect(found.resource('aws_s3_bucket_server_side_encryption_configuration')['rule'][0]).toMatchObject({
      apply_server_side_encryption_by_default: {
        sse_algorithm: 'aws:kms',
        kms_master_key_id: '${aws_kms_key.backups_key.arn}',
      },
      bucket_key_enabled: true,
    });
    expect(found.resource('aws_s3_bucket_lifecycle_configuration')['rule'][0].transition).toEqual([
      { storage_class: 'GLACIER_IR', days: 90 },
      { storage_class: 'DEEP_ARCHIVE', days: 730 },
    ]);
  });

  it('lets nobody delete, use another key, or come in the clear; and the application not at all', () => {
    const { policy } = backups({ applications: { 'core-api': { taskRoleArn: APPLICATION } } }).resource(
      'aws_s3_bucket_policy',
    );
    expect(statements(policy).map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
      ['DenyInsecureTransport', 'Deny'],
      ['DenyOutdatedTls', 'Deny'],
      ['DenyOtherEncryption', 'Deny'],
      ['DenyOtherKeys', 'Deny'],
      ['DenyDeleting', 'Deny'],
      ['DenyApplicationRoles', 'Deny'],
    ]);
    expect(bySid(policy, 'DenyDeleting')['Action']).toContain('s3:BypassGovernanceRetention');
  });
});

describe('the roles', () => {
  it('let the runner write backups and read its two secrets, and nothing else', () => {
    const policy = rolePolicy(backups(), 'backups_task_role_backup');
    expect(bySid(policy, 'WriteBackups')).toMatchObject({
      Action: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
      Resource: 'arn:aws:s3:::restartix-backups-primary-staging/*',
    });
    expect(bySid(policy, 'ReadSecrets')['Resource']).toEqual([secret('database'), secret('encryption')]);
    expect(JSON.stringify(statements(policy))).not.toMatch(/Delete|GetObject"|"\*"/);
    expect(statements(rolePolicy(backups(), 'backups_task_key'))).toEqual([
      expect.objectContaining({
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
        Resource: '${aws_kms_key.backups_key.arn}',
      }),
    ]);
  });

  it('let a restore read, and write nothing', () => {
    const policy = JSON.stringify(statements(rolePolicy(backups(), 'backups_restore_role_restore')));
    expect(policy).toContain('s3:GetObject');
    expect(policy).not.toMatch(/Put|Delete|Abort/);
  });

  it('let a restore read every version of the key, and the runner the current one alone', () => {
    const found = backups({ backupEncryptionSecretArn: KEYS });
    const read = (role: string): unknown => bySid(rolePolicy(found, role), 'ReadSecrets')['Resource'];
    expect(read('backups_task_role_backup')).toEqual([secret('database'), secret('key-v3')]);
    expect(read('backups_restore_role_restore')).toEqual([
      secret('database'),
      secret('key-v1'),
      secret('key-v3'),
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/restore/*',
    ]);
  });

  it('let ECS pull the image that is deployed, which is the one that runs', () => {
    const found = synth((stack) => {
      const image = deployedImage(stack, 'backup-runner');
      expect(new StorageBackups(stack, 'backups', { ...base, runnerImageUri: image }).image).toBe(image);
    });
    const definitions = Object.values(found.resources('aws_ecs_task_definition'));
    expect(definitions).toHaveLength(2);
    for (const definition of definitions) {
      expect(definition['track_latest']).toBe(true);
      expect(definition['container_definitions']).toContain('jsonencode(var.image_backup_runner)');
    }
    expect(bySid(rolePolicy(found, 'backups_execution_role_start'), 'PullImages')['Resource']).toBe(
      'arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-backup-runner',
    );
    expect(JSON.stringify(backups().resources('aws_ecs_task_definition'))).not.toContain('track_latest');
  });

  it('let ECS pull this image and write this log, and see no secret', () => {
    const policy = rolePolicy(backups(), 'backups_execution_role_start');
    expect(bySid(policy, 'PullImages')['Resource']).toBe(
      'arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api',
    );
    expect(JSON.stringify(statements(policy))).not.toMatch(/secretsmanager|kms|s3:/);
  });

  it('decrypt the secrets by way of Secrets Manager, where these have a key', () => {
    const found = synth(complete);
    expect(bySid(rolePolicy(found, 'backups_task_role_backup'), 'DecryptSecrets')).toMatchObject({
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
    });
  });
});

describe('the runner', () => {
  const definition = backups().resource('aws_ecs_task_definition', RUNNER);
  const [container] = JSON.parse(definition['container_definitions'] as string) as Block[];

  it('has the size of the database that it dumps, or the given one', () => {
    const size = (config?: Partial<StorageBackupsConfig>): unknown[] => {
      const { cpu, memory } = backups(config).resource('aws_ecs_task_definition', RUNNER);
      return [cpu, memory];
    };
    expect(size()).toEqual(['256', '1024']);
    expect(size({ databaseStorageGib: 40 })).toEqual(['256', '1024']);
    expect(size({ databaseStorageGib: 41 })).toEqual(['512', '1024']);
    expect(size({ databaseStorageGib: 100 })).toEqual(['1024', '2048']);
    expect(size({ databaseStorageGib: 500 })).toEqual(['2048', '4096']);
    expect(size({ databaseStorageGib: 500, size: { cpu: 512, memory: 2048 } })).toEqual(['512', '2048']);
  });

  it('warns of a dump that takes longer than half a day', () => {
    const warnings = (databaseStorageGib: number): string[] =>
      warningsOf((stack) => new StorageBackups(stack, 'backups', { ...base, databaseStorageGib })).filter((each) =>
        each.includes('hours'),
      );
    expect(warnings(4000)).toEqual([]);
    expect(warnings(5000)).toEqual([expect.stringContaining('a dump of 5000 GiB takes about 14 hours')]);
  });

  it('is small, and logs where it says', () => {
    expect(definition).toMatchObject({ family: 'restartix-staging-backup-runner', cpu: '256', memory: '1024' });
    expect(backups().resource('aws_cloudwatch_log_group', 'backups_logs')['name']).toBe(
      '/ecs/restartix-staging/backup-runner',
    );
    expect(synth(complete).resource('aws_ecs_task_definition', RUNNER)['ephemeral_storage']).toEqual({
      size_in_gib: 50,
    });
  });

  it('runs the script, and is given names, never a secret', () => {
    const [shell, option, script, name] = container!['entryPoint'] as [string, string, string, string];
    expect([shell, option, name]).toEqual(['bash', '-c', 'backup-runner']);
    // What Terraform makes of it: no interpolation is left that it would take for its own.
    expect(script).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
    expect(script.replace(/([$%])\1(?=\{)/g, (_, sign: string) => sign)).toBe(backupScript());
    expect(container!['environment'].map(({ name }: Block) => name as string)).toEqual([
      'BACKUP_BUCKET',
      'DATABASE_SECRET_ARN',
      'BACKUP_KMS_KEY_ARN',
      'ENCRYPTION_KEY_ID',
      'ENCRYPTION_SECRET_ARN',
    ]);
    expect(container!['secrets']).toBeUndefined();
  });

  it('fits into a task definition, of 64 KiB', () => {
    for (const each of Object.values(backups().resources('aws_ecs_task_definition'))) {
      expect(String(each['container_definitions']).length).toBeLessThan(40_000);
    }
  });

  it('is counted when it succeeds and when it fails', () => {
    const filters = Object.values(backups().resources('aws_cloudwatch_log_metric_filter'));
    expect(filters.map(({ pattern, metric_transformation: to }) => [pattern, to.namespace, to.name])).toEqual([
      ['{ $.event = "backup-failed" }', 'restartix/staging/backups', 'BackupFailed'],
      ['{ $.event = "backup-succeeded" }', 'restartix/staging/backups', 'BackupSucceeded'],
    ]);
    expect(backupScript()).toContain('log backup-succeeded');
  });

  it('reaches the database by a rule of its own only where the network has none', () => {
    expect(backups().resources('aws_vpc_security_group_ingress_rule')).toEqual({});
    expect(synth(complete).resource('aws_vpc_security_group_ingress_rule')).toMatchObject({
      security_group_id: 'sg-0123456789abcdef1',
      referenced_security_group_id: 'sg-0123456789abcdef0',
      from_port: 5433,
    });
  });
});

describe('the restore', () => {
  const found = backups({ backupEncryptionSecretArn: KEYS });
  const definition = found.resource('aws_ecs_task_definition', RESTORE);
  const container = containerOf(found, RESTORE);

  it('has the script and every key, and waits to be told what to restore, and where', () => {
    const script = (container['entryPoint'] as string[])[2]!;
    expect(script.replace(/([$%])\1(?=\{)/g, (_, sign: string) => sign)).toBe(restoreScript());
    expect(environmentOf(container)).toEqual({
      BACKUP_BUCKET: base.bucketName,
      DATABASE_SECRET_ARN: secret('database'),
      ENCRYPTION_SECRET_ARNS: `1=${secret('key-v1')} 3=${secret('key-v3')}`,
    });
    expect(environmentOf(containerOf(found, RUNNER))).toMatchObject({
      ENCRYPTION_KEY_ID: '3',
      ENCRYPTION_SECRET_ARN: secret('key-v3'),
    });
  });

  it('has no role of its own, so that nobody passes one by registering it', () => {
    expect(definition['task_role_arn']).toBeUndefined();
    expect(definition['execution_role_arn']).toBe('${aws_iam_role.backups_execution_role_role.arn}');
  });

  it('logs apart from the backups: what a load says can quote a row', () => {
    expect(found.resource('aws_cloudwatch_log_group', 'backups_restore_logs')['name']).toBe(
      '/ecs/restartix-staging/backup-restore',
    );
  });

  it('takes a single ARN as the first version of the key', () => {
    const { ENCRYPTION_SECRET_ARNS: arns } = environmentOf(containerOf(backups(), RESTORE));
    expect(arns).toBe(`1=${secret('encryption')}`);
  });
});

describe('the outputs', () => {
  it('are what schedules and alarms take', () => {
    synth((stack) => {
      const made = new StorageBackups(stack, 'backups', base);
      expect(resolved(stack, made.taskDefinitionArnWithoutRevision)).toBe(
        '${aws_ecs_task_definition.backups_task_definition.arn_without_revision}',
      );
      expect(made.containerName).toBe('backup-runner');
      expect(made.successMetric).toEqual({
        namespace: 'restartix/staging/backups',
        metricName: 'BackupSucceeded',
        dimensions: {},
      });
    });
  });
});

describe('a person who restores', () => {
  it('starts the task with its role, follows it and lists the bucket; reads no backup and no secret', () => {
    synth((stack) => {
      const { operatorStatements } = new StorageBackups(stack, 'backups', base);
      const bySid = new Map(operatorStatements.map((each) => [each.sid, each]));
      expect(bySid.get('PassRoles')).toMatchObject({
        actions: ['iam:PassRole'],
        conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      });
      expect(resolved(stack, bySid.get('PassRoles')!.resources)).toEqual([
        '${aws_iam_role.backups_restore_role_role.arn}',
        '${aws_iam_role.backups_execution_role_role.arn}',
      ]);
      expect(resolved(stack, bySid.get('StartRestore')!.resources)).toEqual([
        '${aws_ecs_task_definition.backups_restore_task_definition.arn_without_revision}:*',
      ]);
      const actions = operatorStatements.flatMap((each) => each.actions);
      expect(actions.join()).not.toMatch(/GetObject|GetSecretValue|kms:|\*/);
    });
  });
});

describe('what is refused', () => {
  it.each([
    [{ bucketName: 'Backups' }, 'bucketName "Backups"'],
    [{ retention: { mode: 'GOVERNANCE' } }, 'either years or days'],
    [{ retention: { mode: 'GOVERNANCE', years: 101 } }, 'retention.years 101'],
    [{ databaseStorageGib: 0 }, 'databaseStorageGib 0'],
    [{ size: { cpu: 256, memory: 4096 as never } }, 'size.memory 4096'],
    [{ databaseStorageGib: 500, size: { cpu: 256, memory: 512 } }, 'size.memory 512 is not possible (allowed: 743 MiB'],
    [{ databaseStorageGib: 8192 }, 'size.memory 4096'],
    [{ ephemeralStorageGib: 20 }, '21 to 200 GiB'],
    [{ keyDeletionWindowInDays: 1 }, '7 to 30 days'],
    [{ databasePort: 0 }, '1 to 65535'],
    [{ logRetentionInDays: 31 as never }, 'logRetentionInDays 31'],
    [
      { applications: { a: { taskRoleArn: APPLICATION } }, operationsRoleArns: { b: APPLICATION } },
      'a role that is not the application’s',
    ],
    [
      { backupEncryptionSecretArn: { current: 2, arns: { 1: secret('key-v1') } } },
      'backupEncryptionSecretArn.current 2 is not possible (allowed: an id of arns: 1)',
    ],
    [
      { backupEncryptionSecretArn: { current: 'a.b', arns: { 'a.b': secret('key-v1') } } },
      'backupEncryptionSecretArn.arns "a.b"',
    ],
  ] as [Partial<StorageBackupsConfig>, string][])('%j', (config, reason) => {
    expect(() => backups(config)).toThrow(reason);
  });

  it('a second one in an environment; two environments in one stack work', () => {
    const two = (second: Partial<StorageBackupsConfig>): unknown =>
      synth((stack) => {
        new StorageBackups(stack, 'one', base);
        new StorageBackups(stack, 'two', { ...base, ...second });
      });
    expect(() => two({})).toThrow('storage-backups "two": bucketName');
    expect(() => two({ bucketName: 'another-bucket' })).toThrow('"test/one" has this one');
    expect(() => two({ bucketName: 'another-bucket', env: 'preview' })).not.toThrow();
  });
});

it('has a revision for its schedule to start whenever it is changed', () => {
  for (const { lifecycle } of Object.values(backups().resources('aws_ecs_task_definition'))) {
    expect(lifecycle).toMatchObject({ create_before_destroy: true });
  }
});
