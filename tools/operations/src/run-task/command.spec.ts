import { ParameterNotFound } from '@aws-sdk/client-ssm';
import { ENVIRONMENT, NETWORK, stopped, task, TASK_ARN, TASK_ID } from '../testing/ecs';
import { fakeContext, type Answers, type FakeContext } from '../testing/fake-context';
import { runTask } from './command';

const environment = (answers: Answers = {}): FakeContext =>
  fakeContext({
    target: 'local',
    answers: { ...ENVIRONMENT, DescribeTasksCommand: () => ({ tasks: [stopped('core-api', 0)] }), ...answers },
  });
const run = async (args: readonly string[], context = environment()): Promise<number> =>
  runTask.parse(['staging', ...args]).run(context);

it('runs a command in the image and the network of a service, and ends with its exit code', async () => {
  const context = environment({ DescribeTasksCommand: () => ({ tasks: [stopped('core-api', 3)] }) });
  expect(await run(['--service=core-api', '--command=node migrate.js --up'], context)).toBe(3);
  expect(context.inputsOf('RunTaskCommand')).toEqual([
    {
      cluster: 'restartix-staging-cluster',
      taskDefinition: expect.stringMatching(/restartix-staging-core-api:5$/) as unknown,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: NETWORK },
      overrides: { containerOverrides: [{ name: 'core-api', command: ['node', 'migrate.js', '--up'] }] },
      enableECSManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    },
  ]);
  expect(context.err[0]).toMatch(/^\$ aws ecs run-task --cluster restartix-staging-cluster .*--region eu-central-1$/);
  expect(context.err.at(-1)).toBe(`core-api: task ${TASK_ARN} exited with 3`);
});

it('takes the words behind -- as they are', async () => {
  const context = environment();
  await run(['--service=core-api', '--', 'sh', '-c', 'echo "a  b"'], context);
  expect(context.inputsOf('RunTaskCommand')).toMatchObject([
    { overrides: { containerOverrides: [{ command: ['sh', '-c', 'echo "a  b"'] }] } },
  ]);
});

it('runs a job where Terraform says, with its own command', async () => {
  const context = environment({ DescribeTasksCommand: () => ({ tasks: [stopped('migrations', 0)] }) });
  expect(await run(['--job=migrations'], context)).toBe(0);
  const [input] = context.inputsOf('RunTaskCommand');
  expect(input).toMatchObject({ networkConfiguration: { awsvpcConfiguration: NETWORK } });
  expect(input).not.toHaveProperty('overrides');
});

it('gives a job the role that its description names', async () => {
  const context = environment({
    DescribeTasksCommand: () => ({ tasks: [stopped('migrations', 0)] }),
    GetParameterCommand: (input) => {
      const { Parameter } = ENVIRONMENT['GetParameterCommand']!(input) as { Parameter: { Value: string } };
      const described = JSON.parse(Parameter.Value) as object;
      return { Parameter: { Value: JSON.stringify({ ...described, taskRole: 'arn:aws:iam::123456789012:role/r' }) } };
    },
  });
  await run(['--job=migrations'], context);
  expect(context.inputsOf('RunTaskCommand')).toMatchObject([
    { overrides: { taskRoleArn: 'arn:aws:iam::123456789012:role/r' } },
  ]);
});

it('prints the log of that task as it comes, each line once', async () => {
  let described = 0;
  let read = 0;
  const context = environment({
    DescribeTasksCommand: () => ({ tasks: [++described < 3 ? task('core-api') : stopped('core-api', 0)] }),
    FilterLogEventsCommand: () => {
      read += 1;
      return { events: ['one', 'two', 'three'].slice(0, read).map((message) => ({ eventId: message, message })) };
    },
  });
  await run(['--service=core-api', '--command=x'], context);
  expect(context.out).toEqual(['one', 'two', 'three']);
  expect(context.inputsOf('FilterLogEventsCommand')[0]).toMatchObject({
    logGroupName: '/ecs/restartix-staging/core-api',
    logStreamNamePrefix: `core-api/core-api/${TASK_ID}`,
  });
});

it('says why a task could not start', async () => {
  const reason = 'CannotPullContainerError: not found';
  const context = environment({
    DescribeTasksCommand: () => ({ tasks: [stopped('core-api', undefined, { stoppedReason: reason })] }),
  });
  await expect(run(['--service=core-api', '--command=x'], context)).rejects.toThrow(
    `core-api: the task ended before its container ran: ${reason}.`,
  );
  const none = environment({ RunTaskCommand: () => ({ failures: [{ reason: 'RESOURCE:FARGATE', detail: 'quota' }] }) });
  await expect(run(['--service=core-api', '--command=x'], none)).rejects.toThrow(
    'core-api: no task was started: RESOURCE:FARGATE: quota.',
  );
});

it('gives up after its time, and says how to stop what goes on', async () => {
  const context = environment({ DescribeTasksCommand: () => ({ tasks: [task('core-api')] }) });
  await expect(run(['--service=core-api', '--command=x', '--timeout=0.001'], context)).rejects.toThrow(
    `hint: Wait longer (--timeout=<minutes>), or stop it: aws ecs stop-task --cluster restartix-staging-cluster --task ${TASK_ARN}`,
  );
});

it.each([
  [[], 'Give --service or --job, one of them.'],
  [['--service=core-api', '--job=migrations'], 'Give --service or --job, one of them.'],
  [['--service=core-api'], 'core-api: no command.'],
  [['--service=core-api', '--command=sh -c "x"'], 'quotes are not possible'],
  [['--service=core-api', '--command=x', 'y'], '"y" is a word too many'],
  [['--service=core-api', '--command=x', '--timeout=soon'], '--timeout "soon" is not a number'],
])('refuses %j', async (args, why) => {
  const context = environment();
  await expect(run(args, context)).rejects.toThrow(why);
  expect(context.inputsOf('RunTaskCommand')).toEqual([]);
});

it('says that a job does not exist, and how to list those that do', async () => {
  const context = environment({
    GetParameterCommand: () => {
      throw new ParameterNotFound({ $metadata: {}, message: '' });
    },
  });
  await expect(run(['--job=migration'], context)).rejects.toThrow(
    'there is no parameter /restartix/staging/jobs/migration.\nhint: aws ssm get-parameters-by-path --path /restartix/staging/jobs',
  );
});
