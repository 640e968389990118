import { ENVIRONMENT, stopped, task, TASK_ARN, TASK_ID } from '../testing/ecs';
import { fakeContext, refuse, type Answers, type FakeContext } from '../testing/fake-context';
import { fakePlugin, type FakePlugin } from '../session/fake-plugin';
import { dbTunnel } from './command';

const CLUSTER = { Endpoint: 'db.cluster.local', Port: 5432, MasterUsername: 'app_admin', DatabaseName: 'restartix' };
const INSTANCE = { Endpoint: { Address: 'db.local', Port: 5433 }, MasterUsername: 'app_admin', DBName: 'restartix' };

describe('db:tunnel', () => {
  const { PATH } = process.env;
  let plugin: FakePlugin;
  beforeEach(() => {
    plugin = fakePlugin();
    process.env['PATH'] = plugin.path;
  });
  afterEach(() => {
    plugin.dispose();
    process.env['PATH'] = PATH;
  });

  const environment = (answers: Answers = {}): FakeContext =>
    fakeContext({
      target: 'local',
      answers: {
        ...ENVIRONMENT,
        DescribeDBClustersCommand: () => ({ DBClusters: [CLUSTER] }),
        DescribeTasksCommand: () => ({ tasks: [task('db-tunnel')] }),
        StartSessionCommand: () => ({ SessionId: 's', StreamUrl: 'wss://stream', TokenValue: 'TOKEN' }),
        ...answers,
      },
    });
  const run = (args: readonly string[], context: FakeContext): Promise<number> =>
    dbTunnel.parse(['staging', ...args]).run(context);

  it('forwards a port through a task of its own, and stops the task afterwards', async () => {
    const context = environment();
    expect(await run(['--port=15432'], context)).toBe(0);
    const request = {
      Target: `ecs:restartix-staging-cluster_${TASK_ID}_${TASK_ID}-1`,
      DocumentName: 'AWS-StartPortForwardingSessionToRemoteHost',
      Parameters: { host: ['db.cluster.local'], portNumber: ['5432'], localPortNumber: ['15432'] },
    };
    expect(context.inputsOf('RunTaskCommand')).toMatchObject([{ enableExecuteCommand: true }]);
    expect(context.inputsOf('StartSessionCommand')).toEqual([request]);
    expect(JSON.parse(plugin.joined()!.args[4]!)).toEqual(request);
    expect(context.inputsOf('StopTaskCommand')).toMatchObject([{ task: TASK_ARN }]);
  });

  it('says how to connect, and prints neither password nor token', async () => {
    const context = environment();
    await run([], context);
    const said = context.err.join('\n');
    expect(said).toContain('psql "host=127.0.0.1 port=5432 user=app_admin dbname=restartix sslmode=require"');
    expect(said).toContain('--secret-id restartix/staging/database-master');
    expect(said).not.toContain('TOKEN');
    expect(plugin.joined()!.args.join(' ')).not.toContain('TOKEN');
    expect(context.calls.map(({ command }) => command)).not.toContain('GetSecretValueCommand');
  });

  it('finds an instance where there is no cluster', async () => {
    const context = environment({
      DescribeDBClustersCommand: refuse('DBClusterNotFoundFault'),
      DescribeDBInstancesCommand: () => ({ DBInstances: [INSTANCE] }),
    });
    await run([], context);
    expect(context.inputsOf('StartSessionCommand')).toMatchObject([
      { Parameters: { host: ['db.local'], portNumber: ['5433'] } },
    ]);
  });

  it.each<[string, Answers, string]>([
    [
      'there is no database',
      {
        DescribeDBClustersCommand: refuse('DBClusterNotFoundFault'),
        DescribeDBInstancesCommand: refuse('DBInstanceNotFoundFault'),
      },
      'there is no database restartix-staging-database',
    ],
    [
      'the database is not there yet',
      { DescribeDBClustersCommand: () => ({ DBClusters: [{}] }) },
      'has no address yet',
    ],
  ])('starts nothing when %s', async (_, answers, why) => {
    const context = environment(answers);
    await expect(run([], context)).rejects.toThrow(why);
    expect(context.inputsOf('RunTaskCommand')).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'its task stops',
      stopped('db-tunnel', undefined, { stoppedReason: 'CannotPullContainerError' }),
      'its task stopped: CannotPullContainerError',
    ],
    [
      'its agent does not run',
      task('db-tunnel', {
        containers: [{ name: 'db-tunnel', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'STOPPED' }] }],
      }),
      'needs ssmmessages:CreateControlChannel',
    ],
  ])('says that %s, and leaves no task', async (_, found, why) => {
    const context = environment({ DescribeTasksCommand: () => ({ tasks: [found] }) });
    await expect(run([], context)).rejects.toThrow(why);
    expect(context.inputsOf('StopTaskCommand')).toHaveLength(1);
  });

  it('starts nothing without the plugin', async () => {
    process.env['PATH'] = '/nowhere';
    const context = environment();
    await expect(run([], context)).rejects.toThrow('session-manager-plugin is not installed');
    expect(context.inputsOf('RunTaskCommand')).toEqual([]);
  });

  it.each(['0', '65536', '1e3', 'x'])('refuses the port %s', async (port) => {
    await expect(run([`--port=${port}`], environment())).rejects.toThrow('is not a port');
  });
});
