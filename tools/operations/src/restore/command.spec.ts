import { NETWORK, TASK_ARN, stopped } from '../testing/ecs';
import { fakeContext, type Answers, type FakeContext } from '../testing/fake-context';
import { restore } from './command';

const ACCOUNT = 'arn:aws:ecs:eu-central-1:123456789012';
const ROLE = 'arn:aws:iam::123456789012:role/restartix-staging-backup-restore-task';
const NEWEST = 'database/2026/11/28/20261128T020000Z-1f2e3d4c.key-2';
const ARCHIVED = 'database/2024/01/02/20240102T020000Z-0a0b0c0d.key-1';
const CUT_OFF = 'database/2026/11/27/20261127T020000Z-99999999.key-2';
const FIRST_FORMAT = 'database/2023/01/02/20230102T020000Z-0a0b0c0d';
const object = (Key: string, over: object = {}): object => ({
  Key,
  Size: 3 * 1024 ** 3,
  StorageClass: 'STANDARD',
  ...over,
});

const OBJECTS = [
  object(`${ARCHIVED}.dump.zst.enc`, { StorageClass: 'DEEP_ARCHIVE' }),
  object(`${ARCHIVED}.json`),
  object(`${CUT_OFF}.dump.zst.enc`),
  object(`${NEWEST}.dump.zst.enc`),
  object(`${NEWEST}.json`),
  object(`${FIRST_FORMAT}.sql.gz.enc`),
  object(`${FIRST_FORMAT}.json`),
];

function environment(exitCode = 0, answers: Answers = {}, over: Partial<FakeContext> = {}): FakeContext {
  return fakeContext({
    target: 'local',
    ...over,
    answers: {
      GetParameterCommand: ({ Name }) => ({
        Parameter: {
          Value: JSON.stringify({
            ...{
              cluster: 'restartix-staging-cluster',
              family: 'restartix-staging-backup-restore',
              image: 'backup-runner',
            },
            ...{
              container: 'backup-restore',
              ...NETWORK,
              logGroup: '/ecs/restartix-staging/backup-restore',
              secrets: [],
            },
            ...{ order: 0, before: [], taskRole: Name === '/restartix/staging/jobs/backup-restore' ? ROLE : 'another' },
          }),
        },
      }),
      ListTaskDefinitionFamiliesCommand: () => ({ families: ['restartix-staging-backup-restore'] }),
      DescribeTaskDefinitionCommand: () => ({
        taskDefinition: {
          taskDefinitionArn: `${ACCOUNT}:task-definition/restartix-staging-backup-restore:5`,
          containerDefinitions: [
            {
              name: 'backup-restore',
              environment: [{ name: 'BACKUP_BUCKET', value: 'restartix-backups-primary-staging' }],
            },
          ],
        },
      }),
      ListObjectsV2Command: () => ({ Contents: OBJECTS }),
      RunTaskCommand: () => ({ tasks: [{ taskArn: TASK_ARN }] }),
      DescribeTasksCommand: () => ({ tasks: [stopped('backup-restore', exitCode)] }),
      ...answers,
    },
  });
}

const run = async (context: FakeContext, ...args: string[]): Promise<number> =>
  restore.parse(['staging', ...args]).run(context);

it('lists the backups, the newest first, and says how to restore one', async () => {
  const context = environment();
  expect(await run(context)).toBe(0);
  expect(context.out.map((line) => line.split(/ {2,}/))).toEqual([
    ['made', 'size', 'key', 'storage class', 'signature', 'backup'],
    ['2026-11-28 02:00 UTC', '3.0 GiB', '2', 'STANDARD', 'signed', `${NEWEST}.dump.zst.enc`],
    ['2026-11-27 02:00 UTC', '3.0 GiB', '2', 'STANDARD', 'NOT SIGNED: no complete backup', `${CUT_OFF}.dump.zst.enc`],
    ['2024-01-02 02:00 UTC', '3.0 GiB', '1', 'DEEP_ARCHIVE', 'signed', `${ARCHIVED}.dump.zst.enc`],
    ['2023-01-02 02:00 UTC', '3.0 GiB', 'any', 'STANDARD', 'signed', `${FIRST_FORMAT}.sql.gz.enc`],
  ]);
  expect(context.err.at(-1)).toBe(
    `Restore one: npx nx run staging:restore --backup=${NEWEST}.dump.zst.enc --into=NEW_DATABASE`,
  );
  expect(context.inputsOf('RunTaskCommand')).toEqual([]);
});

it('says so where there is none, and how to make one', async () => {
  const context = environment(0, { ListObjectsV2Command: () => ({}) });
  await run(context);
  expect(context.err.at(-1)).toContain(
    'staging has no backup. Make one: npx nx run staging:run-task --job=backup-runner',
  );
});

it.each([
  [{ IsRestoreInProgress: true }, 'coming'],
  [{ IsRestoreInProgress: false, RestoreExpiryDate: new Date() }, 'ready'],
  [undefined, 'archived'],
])('knows of %j that an archived one is %s', async (RestoreStatus, state) => {
  const Contents = [object(`${ARCHIVED}.dump.zst.enc`, { StorageClass: 'DEEP_ARCHIVE', RestoreStatus })];
  const context = environment(0, { ListObjectsV2Command: () => ({ Contents }) });
  await run(context, '--json');
  expect(JSON.parse(context.out[0]!)).toMatchObject([{ state, keyId: '1', isSigned: false }]);
  expect(context.inputsOf('ListObjectsV2Command')[0]).toMatchObject({ OptionalObjectAttributes: ['RestoreStatus'] });
});

it('starts the task with the role and the variables that its definition does not have', async () => {
  const context = environment();
  expect(await run(context, '--backup=latest', '--into=restored')).toBe(0);
  expect(context.inputsOf('RunTaskCommand')).toMatchObject([
    {
      cluster: 'restartix-staging-cluster',
      networkConfiguration: { awsvpcConfiguration: NETWORK },
      overrides: {
        taskRoleArn: ROLE,
        containerOverrides: [
          {
            name: 'backup-restore',
            environment: [
              { name: 'BACKUP_OBJECT', value: `${NEWEST}.dump.zst.enc` },
              { name: 'RESTORE_DATABASE', value: 'restored' },
            ],
          },
        ],
      },
    },
  ]);
  expect(context.err.join('\n')).toContain('$ aws ecs run-task --cluster restartix-staging-cluster');
  expect(context.err.at(-1)).toContain(`--backup=${NEWEST}.dump.zst.enc --into=ITS_DATABASE --replace=ITS_DATABASE`);
});

it.each([
  [['--into=restartix', '--replace=restartix'], { RESTORE_REPLACE: 'restartix' }],
  [['--into=x', '--server=restartix/staging/restore/b'], { DATABASE_SECRET_ARN: 'restartix/staging/restore/b' }],
  [['--into=x', '--tier=Bulk'], { RESTORE_TIER: 'Bulk' }],
  [['--drill'], { RESTORE_DRILL: '1', BACKUP_OBJECT: `${NEWEST}.dump.zst.enc` }],
])('passes %j on', async (args, variables) => {
  const context = environment();
  expect(await run(context, ...args)).toBe(0);
  const [{ overrides }] = context.inputsOf('RunTaskCommand') as unknown as [
    { overrides: { containerOverrides: { environment: { name: string; value: string }[] }[] } },
  ];
  const given = Object.fromEntries(
    overrides.containerOverrides[0]!.environment.map(({ name, value }) => [name, value]),
  ) as Record<string, string>;
  expect(given).toMatchObject(variables);
});

it('says when to come back where the backup is archived', async () => {
  const context = environment(75);
  expect(await run(context, '--backup=20240102T020000Z', '--into=restored', '--tier=Bulk')).toBe(75);
  expect(context.err.slice(-3).join('\n')).toMatch(/is in DEEP_ARCHIVE.*up to 48 hours[^]*--into=restored/);
});

it('says what is left and what to do when it failed', async () => {
  const context = environment(1);
  expect(await run(context, '--into=restored')).toBe(1);
  expect(context.err.slice(-2).join('\n')).toMatch(/No database has a part of it[^]*run the same command again/);
});

it.each([
  [['--backup=latest'], '--into is missing'],
  [['--into=Restored'], '--into "Restored" is not possible'],
  [['--into=a', '--replace=b'], 'Type the name of the database that the backup is to take the place of in both'],
  [['--into=a', '--backup=nothing'], 'staging: there is no backup "nothing"'],
  [['--into=a', '--backup=0a0b0c0d'], '"0a0b0c0d" is in the names of 2 backups'],
  [['--into=a', '--backup=99999999'], 'has no signature: it is no complete backup'],
  [['--into=a', '--server=restartix/staging/database'], 'is not a secret below restartix/staging/restore/'],
  [['--into=a', '--tier=Slow'], '--tier "Slow" is not possible (allowed: Standard, Bulk, Expedited)'],
  [['--drill', '--into=a', '--replace=a'], '--drill and --replace exclude each other'],
  [['--into=a', '--timeout=x'], '--timeout "x" is not a number'],
])('refuses %j, and starts nothing', async (args, why) => {
  const context = environment();
  await expect(run(context, ...args)).rejects.toThrow(why);
  expect(context.inputsOf('RunTaskCommand')).toEqual([]);
});

it('asks for production’s name', async () => {
  const context = environment(0, {}, { isProtected: true });
  await expect(run(context, '--into=restored')).rejects.toThrow(/Restores database.*not confirmed/);
  expect(await run(context, '--into=restored', '--yes=staging')).toBe(0);
});
