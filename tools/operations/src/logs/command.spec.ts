import { fakeContext, refuse, type Answers, type FakeContext } from '../testing/fake-context';
import { logs } from './command';

const arn = (name: string): string => `arn:aws:ecs:eu-central-1:123456789012:service/restartix-staging-cluster/${name}`;
const definition = (name: string, ...sidecars: string[]): object => ({
  containerDefinitions: [name, ...sidecars].map((container) => ({
    name: container,
    logConfiguration: {
      options: { 'awslogs-group': `/ecs/restartix-staging/${name}`, 'awslogs-stream-prefix': name },
    },
  })),
});
const TASK = '0f9de17a6465404e8b1b2356dc13c2f8';

const ANSWERS: Answers = {
  ListServicesCommand: () => ({ serviceArns: [arn('restartix-staging-portal'), arn('restartix-staging-core-api')] }),
  DescribeServicesCommand: ({ services }) => ({
    services: (services as string[])
      .filter((name) => /core-api|portal/.test(name))
      .map((serviceName) => ({ serviceName, status: 'ACTIVE', taskDefinition: `${serviceName}:5` })),
  }),
  ListTaskDefinitionFamiliesCommand: () => ({ families: ['restartix-staging-backup-runner'] }),
  DescribeTaskDefinitionCommand: ({ taskDefinition }) => ({
    taskDefinition: definition(/staging-([a-z-]+)/.exec(String(taskDefinition))![1]!),
  }),
  FilterLogEventsCommand: ({ logGroupName, logStreamNamePrefix }) => ({
    events: [
      {
        eventId: `${String(logGroupName)}`,
        timestamp: String(logGroupName).includes('portal') ? 1000 : 2000,
        logStreamName: `${String(logStreamNamePrefix)}${TASK}`,
        message: 'hello\n',
      },
    ],
  }),
};

async function run(args: readonly string[], answers: Answers = {}): Promise<FakeContext> {
  const context = fakeContext({ answers: { ...ANSWERS, ...answers } });
  await logs.parse(['staging', ...args]).run(context);
  return context;
}

it('prints what all services logged, the oldest first, with container and task', async () => {
  const { out } = await run([]);
  expect(out).toEqual([
    '1970-01-01T00:00:01.000Z portal/0f9de17a hello',
    '1970-01-01T00:00:02.000Z core-api/0f9de17a hello',
  ]);
});

it('says the command of the AWS CLI that does the same', async () => {
  const { err } = await run(['--service=core-api', '--since=2h', '--filter=?ERROR ?WARN']);
  expect(err).toEqual([
    "$ aws logs tail /ecs/restartix-staging/core-api --since 2h --filter-pattern '?ERROR ?WARN' --region eu-central-1",
  ]);
});

it('asks for the time and the pattern that were given', async () => {
  const { inputsOf } = await run(['--service', 'core-api,portal', '--since=2026-11-28T03:00:00Z', '--filter=ERROR']);
  expect(inputsOf('FilterLogEventsCommand')).toMatchObject(
    ['core-api', 'portal'].map((name) => ({
      logGroupName: `/ecs/restartix-staging/${name}`,
      logStreamNamePrefix: `${name}/${name}/`,
      startTime: Date.parse('2026-11-28T03:00:00Z'),
      filterPattern: 'ERROR',
    })),
  );
});

it('prints what a job logged, which no service runs', async () => {
  const { out, inputsOf } = await run(['--job=backup-runner']);
  expect(out).toEqual(['1970-01-01T00:00:02.000Z backup-runner/0f9de17a hello']);
  expect(inputsOf('DescribeServicesCommand')).toEqual([]);
});

it('says that nothing was logged, and how to look further back', async () => {
  const { out, err } = await run(['--service=portal'], { FilterLogEventsCommand: () => ({ events: [] }) });
  expect(out).toEqual([]);
  expect(err.at(-1)).toMatch(/^Nothing logged since .*Z\. A longer time: --since=2h$/);
});

it.each([
  ['--service=core', 'staging: service "core" does not exist (allowed: core-api, portal).'],
  ['--job=backup', 'staging: job "backup" does not exist (allowed: backup-runner).'],
  ['--since=soon', '--since "soon" is not a time'],
])('refuses %s', async (flag, why) => {
  await expect(run([flag])).rejects.toThrow(why);
});

it('refuses a flag that it does not have', () => {
  expect(() => logs.parse(['staging', '--tail'])).toThrow("Unknown option '--tail'.");
});

it('does not hide a refusal by AWS', async () => {
  await expect(run([], { FilterLogEventsCommand: refuse('AccessDeniedException') })).rejects.toThrow('no');
});

it('goes on with --follow and prints each event once', async () => {
  let polls = 0;
  const end = new Error('end of the test');
  const context = fakeContext({
    answers: {
      ...ANSWERS,
      FilterLogEventsCommand: (input) => {
        if (++polls === 3) throw end;
        const [event] = (ANSWERS['FilterLogEventsCommand']!(input) as { events: object[] }).events;
        return { events: polls === 1 ? [event] : [event, { ...event, eventId: 'new', message: 'more' }] };
      },
    },
  });
  jest.useFakeTimers({ advanceTimers: 1000 });
  try {
    await expect(logs.parse(['staging', '--service=core-api', '--follow']).run(context)).rejects.toBe(end);
  } finally {
    jest.useRealTimers();
  }
  expect(context.out.map((line) => line.split(' ').at(-1))).toEqual(['hello', 'more']);
});
