import { Synthesized, resolved, synth, type Block } from '@restartix/testing';
import migrations from '../examples/migrations';
import { config } from '../test/service';
import { EcsService, EcsTask, type EcsTaskConfig } from '.';

const { serviceName, vpcId, ...shared } = config;
const task: EcsTaskConfig = { ...shared, taskName: 'migrations' };

const [container] = Synthesized.parse(
  synth(migrations).resource('aws_ecs_task_definition').container_definitions,
) as unknown as Block[];

describe('a task that runs once', () => {
  it('is a task definition with roles and a log, and nothing that runs it', () => {
    expect(synth(migrations).addresses).toEqual([
      'aws_cloudwatch_log_group.migrations_logs',
      'aws_ecs_task_definition.migrations_task_definition',
      'aws_iam_role.migrations_execution_role',
      'aws_iam_role.migrations_task_role',
      'aws_iam_role_policy.migrations_execution_start',
    ]);
  });

  it('has one container, named after the task, with its command and secret', () => {
    expect(container).toMatchObject({
      name: 'migrations',
      command: ['migrate'],
      portMappings: [],
      essential: true,
      secrets: [{ name: 'DATABASE_DIRECT_URL', valueFrom: expect.stringMatching(/:DATABASE_DIRECT_URL::$/) }],
      logConfiguration: {
        options: expect.objectContaining({ 'awslogs-group': '${aws_cloudwatch_log_group.migrations_logs.name}' }),
      },
    });
  });

  it('is made of the same parts as a service of the same name', () => {
    const of = (synthesized: Synthesized): unknown => [
      synthesized.resource('aws_ecs_task_definition'),
      synthesized.resource('aws_cloudwatch_log_group'),
      synthesized.resources('aws_iam_role'),
      synthesized.resources('aws_iam_role_policy'),
    ];
    const one = synth((stack) => void new EcsTask(stack, 'worker', { ...task, taskName: serviceName, exec: true }));
    const other = synth((stack) => void new EcsService(stack, 'worker', { ...config, vpcId, exec: true }));
    expect(of(one)).toEqual(of(other));
  });

  it('says where it runs, for who starts it', () => {
    synth((stack) => {
      const made = new EcsTask(stack, 'migrations', task);
      expect(made).toMatchObject({
        containerName: 'migrations',
        subnetIds: task.subnetIds,
        securityGroupIds: task.securityGroupIds,
        cluster: task.cluster,
      });
      expect(resolved(stack, made.taskDefinitionFamily)).toBe(
        '${aws_ecs_task_definition.migrations_task_definition.family}',
      );
    });
  });

  it('refuses what a service is refused, by the name of its own property', () => {
    const refused = (changes: Partial<Omit<EcsTaskConfig, 'cpu' | 'memory'>>) => () =>
      synth((stack) => void new EcsTask(stack, 'migrations', { ...task, ...changes }));
    expect(refused({ taskName: 'Migrations' })).toThrow('ecs-service "migrations": taskName "Migrations"');
    expect(refused({ subnetIds: [] })).toThrow('subnetIds [] is not possible');
    expect(refused({ ephemeralStorageGib: 20 })).toThrow('ephemeralStorageGib 20 is not possible');
  });

  it('is refused the name of a service, which has its log and its family', () => {
    expect(() =>
      synth((stack) => {
        new EcsService(stack, 'core-api', config);
        new EcsTask(stack, 'again', { ...task, taskName: 'core-api' });
      }),
    ).toThrow('allowed: a name that no other ecs-service of the environment has; "test/core-api" has this one');
  });
});
