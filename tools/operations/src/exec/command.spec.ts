import { ENVIRONMENT, task, TASK_ARN, TASK_ID } from '../testing/ecs';
import { fakeContext, type Answers, type FakeContext } from '../testing/fake-context';
import { fakePlugin, type FakePlugin } from '../session/fake-plugin';
import { exec } from './command';

const SESSION = { sessionId: 'ecs-execute-command-1', streamUrl: 'wss://stream', tokenValue: 'TOKEN' };

describe('exec', () => {
  const { PATH } = process.env;
  let plugin: FakePlugin;
  beforeEach(() => use(fakePlugin()));
  afterEach(() => {
    plugin.dispose();
    process.env['PATH'] = PATH;
  });

  function use(other: FakePlugin): void {
    plugin?.dispose();
    plugin = other;
    process.env['PATH'] = plugin.path;
  }

  const environment = (answers: Answers, over: object = {}): FakeContext =>
    fakeContext({
      answers: { ...ENVIRONMENT, ExecuteCommandCommand: () => ({ session: SESSION }), ...answers },
      ...over,
    });

  async function run(args: readonly string[], context: FakeContext = environment({})): Promise<number> {
    return exec.parse(['staging', ...args]).run(context);
  }

  it('gives the terminal to a shell in the newest task, and says the command of the AWS CLI', async () => {
    const [old, young] = [`${TASK_ARN.slice(0, -1)}0`, TASK_ARN];
    const context = environment({
      ListTasksCommand: () => ({ taskArns: [old, young] }),
      DescribeTasksCommand: () => ({
        tasks: [
          task('core-api', { taskArn: old, startedAt: new Date(1) }),
          task('core-api', { taskArn: young, startedAt: new Date(2) }),
        ],
      }),
    });
    expect(await run([], context)).toBe(0);
    expect(context.err).toEqual([
      `$ aws ecs execute-command --cluster restartix-staging-cluster --task ${young} --container core-api --command /bin/sh --interactive --region eu-central-1`,
    ]);
    expect(plugin.joined()).toEqual({
      args: [
        'AWS_SSM_START_SESSION_RESPONSE',
        'eu-central-1',
        'StartSession',
        process.env['AWS_PROFILE'] ?? '',
        `{"Target":"ecs:restartix-staging-cluster_${TASK_ID}_${TASK_ID}-1"}`,
        'https://ssm.eu-central-1.amazonaws.com',
      ],
      response: '{"SessionId":"ecs-execute-command-1","TokenValue":"TOKEN","StreamUrl":"wss://stream"}',
    });
  });

  it('ends with the exit code of the session', async () => {
    use(fakePlugin(undefined, 7));
    expect(await run([])).toBe(7);
  });

  it('says all that is missing at once, and opens nothing', async () => {
    use(fakePlugin('1.2.497.0'));
    const context = environment({
      DescribeServicesCommand: () => ({
        services: [
          {
            serviceName: 'restartix-staging-core-api',
            status: 'ACTIVE',
            taskDefinition: 'restartix-staging-core-api:5',
          },
        ],
      }),
      ListTasksCommand: () => ({ taskArns: [] }),
    });
    await expect(run([], context)).rejects.toThrow(
      /^exec into core-api of staging is not possible yet:\n- exec is off in core-api: set exec: true .*\n- core-api has no running task \(of this id\)\n- session-manager-plugin 1\.2\.497\.0 is older than 1\.2\.498: .*\nhint: Another way .*run-task --service=core-api/,
    );
    expect(context.inputsOf('ExecuteCommandCommand')).toEqual([]);
  });

  it('says that the plugin is not there', async () => {
    process.env['PATH'] = '/nowhere';
    await expect(run([])).rejects.toThrow(
      '- session-manager-plugin is not installed on this machine: https://docs.aws',
    );
  });

  it.each([
    [
      'the role lacks its rights',
      [{ name: 'ExecuteCommandAgent', lastStatus: 'STOPPED' }],
      'is STOPPED: the task’s role needs ssmmessages:CreateControlChannel',
    ],
    ['the task is older than exec', [], 'the task started before exec was switched on'],
  ])('says that %s', async (_, managedAgents, why) => {
    const context = environment({
      DescribeTasksCommand: () => ({
        tasks: [task('core-api', { containers: [{ name: 'core-api', managedAgents }] })],
      }),
    });
    await expect(run([], context)).rejects.toThrow(why);
  });

  it('takes a task by the beginning of its id', async () => {
    await expect(run(['--task=abc'])).rejects.toThrow('core-api has no running task (of this id)');
    expect(await run([`--task=${TASK_ID.slice(0, 8)}`])).toBe(0);
  });

  describe('in production', () => {
    const production = (typed: string | undefined): FakeContext =>
      environment({}, { isProtected: true, env: 'staging', ask: () => Promise.resolve(typed) });

    it.each([
      ['yes', '"yes" is not the environment’s name.'],
      [undefined, 'not confirmed, there is no terminal'],
    ])('asks for its name first: %s is not', async (typed, why) => {
      const context = production(typed);
      await expect(run([], context)).rejects.toThrow(why);
      expect(context.inputsOf('ExecuteCommandCommand')).toEqual([]);
    });

    it.each([
      ['staging', []],
      [undefined, ['--yes=staging']],
    ])('goes on with it', async (typed, args) => {
      expect(await run(args, production(typed))).toBe(0);
    });
  });
});
