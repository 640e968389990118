import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Synthesized, deployedImage, resolved, synth, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import disabled from '../examples/disabled';
import minimal from '../examples/minimal';
import ownQueue from '../examples/own-queue';
import { ScheduledTasks } from './scheduled-tasks';
import type { ScheduledTask, ScheduledTasksConfig } from './scheduled-tasks.config';

const FAMILY = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-core-api';
const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster';
const TASK: ScheduledTask = {
  runs: {
    taskDefinitionArnWithoutRevision: FAMILY,
    containerName: 'core-api',
    taskRoleArn: 'arn:aws:iam::123456789012:role/task',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  },
  scheduleExpression: 'cron(0 2 * * ? *)',
};
const BASE: ScheduledTasksConfig = {
  cluster: { clusterArn: CLUSTER },
  defaultSubnetIds: ['subnet-1', 'subnet-2'],
  defaultSecurityGroupIds: ['sg-1'],
  tasks: { job: TASK },
};

function tasksWith(config: Partial<ScheduledTasksConfig>, env = {}): Synthesized {
  return synth((stack) => new ScheduledTasks(stack, 'tasks', { ...BASE, ...config }), {
    accountId: '123456789012',
    ...env,
  });
}

const schedules = (stack: Synthesized): Record<string, Block> => stack.resources('aws_scheduler_schedule');
const onlySchedule = (stack: Synthesized): Block => stack.resource('aws_scheduler_schedule');

function statements(stack: Synthesized): Record<string, Block> {
  const { Statement } = Synthesized.parse(stack.resource('aws_iam_role_policy')['policy']);
  return Object.fromEntries((Statement as Block[]).map((statement) => [statement['Sid'], statement]));
}

describe('schedules', () => {
  it('starts one Fargate task at its time, with the newest revision', () => {
    expect(onlySchedule(synth(minimal))).toMatchObject({
      name: 'restartix-staging-check-providers',
      group_name: '${aws_scheduler_schedule_group.scheduled_tasks_group.name}',
      state: 'ENABLED',
      schedule_expression: 'rate(5 minutes)',
      schedule_expression_timezone: 'UTC',
      flexible_time_window: { mode: 'OFF' },
      target: {
        arn: CLUSTER,
        role_arn: '${aws_iam_role.scheduled_tasks_scheduler_role.arn}',
        retry_policy: { maximum_retry_attempts: 2, maximum_event_age_in_seconds: 900 },
        dead_letter_config: { arn: '${aws_sqs_queue.scheduled_tasks_dead_letters.arn}' },
        ecs_parameters: {
          task_definition_arn: FAMILY,
          task_count: 1,
          launch_type: 'FARGATE',
          group: 'restartix-staging-scheduled-tasks:check-providers',
          network_configuration: {
            subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
            security_groups: ['sg-0123456789abcdef0'],
            assign_public_ip: false,
          },
          propagate_tags: 'TASK_DEFINITION',
          enable_ecs_managed_tags: true,
        },
      },
      depends_on: ['aws_iam_role_policy.scheduled_tasks_scheduler_run_tasks'],
    });
  });

  it('overrides the command of the one container, and only what is given', () => {
    const input = (task: Partial<ScheduledTask>): unknown => {
      const given = onlySchedule(tasksWith({ tasks: { job: { ...TASK, ...task } } }))['target']['input'];
      return given === undefined ? undefined : Synthesized.parse(given);
    };
    expect(input({ command: ['roll', '--months', '3'] })).toEqual({
      containerOverrides: [{ name: 'core-api', command: ['roll', '--months', '3'] }],
    });
    expect(input({ environment: { MODE: 'batch' } })).toEqual({
      containerOverrides: [{ name: 'core-api', environment: [{ name: 'MODE', value: 'batch' }] }],
    });
    expect(input({ command: ['date', '+%{x}'], environment: { SUM: '${TOTAL}' } })).toEqual({
      containerOverrides: [
        { name: 'core-api', command: ['date', '+%%{x}'], environment: [{ name: 'SUM', value: '$${TOTAL}' }] },
      ],
    });
    expect(input({ command: [] })).toBeUndefined();
    expect(input({})).toBeUndefined();
  });

  it('keeps a task without expression as a schedule that is switched off', () => {
    expect(onlySchedule(synth(disabled))).toMatchObject({
      state: 'DISABLED',
      schedule_expression: 'cron(0 0 1 1 ? 2199)',
    });
  });

  it('is off until the image that it runs is deployed', () => {
    const stack = synth((scope) => {
      const image = deployedImage(scope, 'core-api');
      const tasks = { job: { ...TASK, runs: { ...TASK.runs, image } }, off: { ...TASK, scheduleExpression: null } };
      new ScheduledTasks(scope, 'tasks', { ...BASE, tasks });
    });
    expect(schedules(stack)['tasks_schedule_job']!['state']).toBe(
      '${!endswith(var.image_core_api, ":not-deployed") ? "ENABLED" : "DISABLED"}',
    );
    expect(schedules(stack)['tasks_schedule_off']!['state']).toBe('DISABLED');
  });

  it('has the five jobs of the registry in production', () => {
    const stack = synth(complete, { env: 'production' });
    const made = Object.entries(schedules(stack)).map(([address, schedule]) => [
      address,
      schedule['schedule_expression'],
      schedule['target']['input'] && Synthesized.parse(schedule['target']['input'])['containerOverrides'][0]['command'],
    ]);
    expect(made).toEqual([
      ['scheduled_tasks_schedule_audit_partition_roll', 'cron(0 2 1 * ? *)', ['audit-partition-roll']],
      ['scheduled_tasks_schedule_backup_runner', 'cron(0 2 * * ? *)', undefined],
      ['scheduled_tasks_schedule_check_providers', 'rate(1 minute)', ['check-providers']],
      ['scheduled_tasks_schedule_usage_quota_reset', 'cron(5 0 1 * ? *)', ['usage-quota-reset']],
      ['scheduled_tasks_schedule_usage_summary_rollup', 'cron(0 3 1 * ? *)', ['usage-summary-rollup']],
    ]);
  });

  it("prefers a task's own place, zone, capacity and retries to the module's", () => {
    const stack = tasksWith({
      timeZone: 'Europe/Berlin',
      capacity: 'fargate-spot',
      retry: { maximumAttempts: 5, maximumAgeSeconds: 300 },
      tasks: {
        common: TASK,
        own: {
          ...TASK,
          subnetIds: ['subnet-9'],
          securityGroupIds: ['sg-9'],
          timeZone: 'UTC',
          capacity: 'fargate',
          retry: { maximumAttempts: 0 },
        },
      },
    });
    expect(schedules(stack)['tasks_schedule_common']).toMatchObject({
      schedule_expression_timezone: 'Europe/Berlin',
      target: {
        retry_policy: { maximum_retry_attempts: 5, maximum_event_age_in_seconds: 300 },
        ecs_parameters: {
          capacity_provider_strategy: [{ capacity_provider: 'FARGATE_SPOT', base: 0, weight: 1 }],
          network_configuration: { subnets: ['subnet-1', 'subnet-2'], security_groups: ['sg-1'] },
        },
      },
    });
    expect(schedules(stack)['tasks_schedule_common']!['target']['ecs_parameters']).not.toHaveProperty('launch_type');
    expect(schedules(stack)['tasks_schedule_own']).toMatchObject({
      schedule_expression_timezone: 'UTC',
      target: {
        retry_policy: { maximum_retry_attempts: 0, maximum_event_age_in_seconds: 300 },
        ecs_parameters: {
          launch_type: 'FARGATE',
          network_configuration: { subnets: ['subnet-9'], security_groups: ['sg-9'] },
        },
      },
    });
  });

  it('adds one resource when a task is added, and moves none', () => {
    const before = tasksWith({});
    const after = tasksWith({ tasks: { earlier: TASK, job: TASK } });
    expect(after.addresses.filter((address) => !before.addresses.includes(address))).toEqual([
      'aws_scheduler_schedule.tasks_schedule_earlier',
    ]);
    expect(before.addresses.filter((address) => !after.addresses.includes(address))).toEqual([]);
    expect(schedules(after)['tasks_schedule_job']).toEqual(schedules(before)['tasks_schedule_job']);
  });
});

describe("the scheduler's role", () => {
  it('is taken on for schedules of this group in this account only', () => {
    const { Statement } = Synthesized.parse(tasksWith({}).resource('aws_iam_role')['assume_role_policy']);
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: ['scheduler.amazonaws.com'] },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': '${aws_scheduler_schedule_group.tasks_group.arn}' },
        },
      },
    ]);
  });

  it('may start the given families in the given cluster, pass their roles to tasks and tag what it starts', () => {
    const backup = FAMILY.replace('core-api', 'backup-runner');
    const given = statements(
      tasksWith({
        tasks: {
          job: TASK,
          other: TASK,
          backup: {
            ...TASK,
            runs: {
              ...TASK.runs,
              taskDefinitionArnWithoutRevision: backup,
              taskRoleArn: 'arn:aws:iam::123456789012:role/backup',
            },
          },
        },
      }),
    );
    expect(given).toEqual({
      RunTasks: {
        Sid: 'RunTasks',
        Effect: 'Allow',
        Action: 'ecs:RunTask',
        Resource: [FAMILY, `${FAMILY}:*`, backup, `${backup}:*`],
        Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } },
      },
      PassTaskRoles: {
        Sid: 'PassTaskRoles',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: [TASK.runs.taskRoleArn, TASK.runs.executionRoleArn, 'arn:aws:iam::123456789012:role/backup'],
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      TagTasks: {
        Sid: 'TagTasks',
        Effect: 'Allow',
        Action: 'ecs:TagResource',
        Resource: 'arn:aws:ecs:eu-central-1:123456789012:task/restartix-staging-cluster/*',
        Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      },
      SendDeadLetters: {
        Sid: 'SendDeadLetters',
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: '${aws_sqs_queue.tasks_dead_letters.arn}',
      },
    });
  });

  it('runs a task where the task belongs, unless the schedule or nobody says where', () => {
    const own = { ...TASK.runs, subnetIds: ['subnet-own'], securityGroupIds: ['sg-own'] };
    const placed = (task: Partial<ScheduledTask>): unknown =>
      onlySchedule(tasksWith({ tasks: { job: { ...TASK, ...task } } }))['target']['ecs_parameters'][
        'network_configuration'
      ];
    expect(placed({ runs: own })).toMatchObject({ subnets: ['subnet-own'], security_groups: ['sg-own'] });
    expect(placed({ runs: own, subnetIds: ['subnet-3'] })).toMatchObject({
      subnets: ['subnet-3'],
      security_groups: ['sg-own'],
    });
    expect(placed({})).toMatchObject({ subnets: ['subnet-1', 'subnet-2'], security_groups: ['sg-1'] });
  });

  it('names a family once that several tasks read from the same resource', () => {
    const stack = synth((scope) => {
      const definition = new EcsTaskDefinition(scope, 'definition', { family: 'core-api', containerDefinitions: '[]' });
      const task = (): ScheduledTask => ({
        ...TASK,
        runs: {
          ...TASK.runs,
          taskDefinitionArnWithoutRevision: definition.arnWithoutRevision,
          taskRoleArn: definition.taskRoleArn,
          executionRoleArn: definition.executionRoleArn,
        },
      });
      new ScheduledTasks(scope, 'tasks', {
        ...BASE,
        tasks: { one: task(), two: { ...task(), mayStartWith: ['one'] } },
      });
    });
    expect(statements(stack)['RunTasks']!['Resource']).toEqual([
      '${aws_ecs_task_definition.definition.arn_without_revision}',
      '${aws_ecs_task_definition.definition.arn_without_revision}:*',
    ]);
    expect(statements(stack)['PassTaskRoles']!['Resource']).toHaveLength(2);
  });

  it('takes the name of a cluster whose ARN is known later from the ARN', () => {
    const stack = synth((scope) => {
      const definition = new EcsTaskDefinition(scope, 'definition', { family: 'x', containerDefinitions: '[]' });
      new ScheduledTasks(scope, 'tasks', { ...BASE, cluster: { clusterArn: definition.arn } });
    });
    expect(stack.resource('aws_iam_role_policy')['policy']).toContain(
      'jsonencode(element(split("/", aws_ecs_task_definition.definition.arn), 1))',
    );
  });
});

describe('runs that could not be started', () => {
  it('are kept 14 days in an encrypted queue that takes messages from the scheduler alone, over TLS', () => {
    const stack = tasksWith({});
    expect(stack.resource('aws_sqs_queue')).toMatchObject({
      name: 'restartix-staging-scheduled-tasks-dead-letters',
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
    const role = '${aws_iam_role.tasks_scheduler_role.arn}';
    const { Statement } = Synthesized.parse(stack.resource('aws_sqs_queue_policy')['policy']);
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } },
      }),
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]);
  });

  it('go to the queue that a task names, and no queue is made when all do', () => {
    const queue = 'arn:aws:sqs:eu-central-1:123456789012:elsewhere';
    const mixed = tasksWith({ tasks: { job: TASK, own: { ...TASK, deadLetterArn: queue, mayStartWith: ['job'] } } });
    expect(statements(mixed)['SendDeadLetters']!['Resource']).toEqual([
      '${aws_sqs_queue.tasks_dead_letters.arn}',
      queue,
    ]);
    expect(schedules(mixed)['tasks_schedule_own']!['target']['dead_letter_config']).toEqual({ arn: queue });
    const own = synth(ownQueue);
    expect(own.resources('aws_sqs_queue')).toEqual({});
    expect(own.resources('aws_sqs_queue_policy')).toEqual({});
    expect(statements(own)['SendDeadLetters']!['Resource']).toBe(
      'arn:aws:sqs:eu-central-1:123456789012:restartix-staging-dead-letters',
    );
  });
});

describe('tasks that failed', () => {
  const pattern = (stack: Synthesized): Block =>
    Synthesized.parse(stack.resource('aws_cloudwatch_event_rule')['event_pattern']);

  it('are those of this group and cluster whose own container failed, or that could not start', () => {
    expect(pattern(synth(complete, { env: 'production' }))).toEqual({
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: ['arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-production-cluster'],
        group: [{ prefix: 'restartix-production-scheduled-tasks:' }],
        lastStatus: ['STOPPED'],
        $or: [
          { containers: { name: ['core-api', 'backup-runner'], exitCode: [{ 'anything-but': [0] }] } },
          { stopCode: ['TaskFailedToStart', 'SpotInterruption', 'TerminationNotice'] },
        ],
      },
    });
  });

  it('match what the schedules start', () => {
    const stack = tasksWith({ tasks: { job: TASK, other: { ...TASK, mayStartWith: ['job'] } } });
    const { prefix } = pattern(stack)['detail']['group'][0];
    for (const schedule of Object.values(schedules(stack))) {
      expect(schedule['target']['ecs_parameters']['group'].startsWith(prefix)).toBe(true);
    }
  });

  it('are written to a log group that only this rule may write to', () => {
    const stack = tasksWith({ logRetentionInDays: 7 });
    expect(stack.resource('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/events/restartix-staging-scheduled-tasks',
      retention_in_days: 7,
    });
    expect(stack.resource('aws_cloudwatch_event_target')).toMatchObject({
      arn: '${aws_cloudwatch_log_group.tasks_log.arn}',
      depends_on: ['aws_cloudwatch_log_resource_policy.tasks_log_policy'],
    });
    const { Statement } = Synthesized.parse(stack.resource('aws_cloudwatch_log_resource_policy')['policy_document']);
    expect(Statement).toMatchObject([
      { Action: 'logs:CreateLogStream', Resource: '${aws_cloudwatch_log_group.tasks_log.arn}:*' },
      {
        Action: 'logs:PutLogEvents',
        Condition: { ArnEquals: { 'aws:SourceArn': '${aws_cloudwatch_event_rule.tasks_failed.arn}' } },
      },
    ]);
  });

  it('are told to the topic as a message that Chatbot shows', () => {
    const stack = synth(complete, { env: 'production' });
    const target = stack.resource('aws_cloudwatch_event_target', 'scheduled_tasks_failed_to_topic');
    expect(target['arn']).toBe('arn:aws:sns:eu-central-1:123456789012:restartix-alerts-production');
    const { input_paths: paths, input_template: template } = target['input_transformer'];
    const event = {
      task: 'restartix-production-scheduled-tasks:backup-runner',
      code: 'EssentialContainerExited',
      reason: 'Essential container in task "x" exited',
      arn: 'arn:aws:ecs:eu-central-1:123456789012:task/c/1',
    };
    expect(Object.keys(paths).sort()).toEqual(Object.keys(event).sort());
    // As EventBridge fills a template: within quotes as text, outside with quotes.
    const filled = Object.entries(event).reduce(
      (text, [name, value]) =>
        text.replace(new RegExp(`": <${name}>`), `": ${JSON.stringify(value)}`).replaceAll(`<${name}>`, value),
      String(template),
    );
    expect(JSON.parse(filled)).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: 'Scheduled task restartix-production-scheduled-tasks:backup-runner failed: EssentialContainerExited',
        description: event.reason,
      },
    });
  });
});

describe('outputs', () => {
  it('give what alarms and pipelines need', () => {
    synth((stack) => {
      const tasks = new ScheduledTasks(stack, 'tasks', BASE);
      expect(
        resolved(stack, [
          tasks.scheduleArns,
          tasks.scheduleNames,
          tasks.schedulerRoleArn,
          tasks.groupName,
          tasks.groupArn,
          tasks.deadLetterQueueArn,
          tasks.deadLetterQueueName,
          tasks.logGroupName,
          tasks.logGroupArn,
          tasks.metricDimensions,
          tasks.failureMetricDimensions,
        ]),
      ).toEqual([
        { job: '${aws_scheduler_schedule.tasks_schedule_job.arn}' },
        { job: '${aws_scheduler_schedule.tasks_schedule_job.name}' },
        '${aws_iam_role.tasks_scheduler_role.arn}',
        '${aws_scheduler_schedule_group.tasks_group.name}',
        '${aws_scheduler_schedule_group.tasks_group.arn}',
        '${aws_sqs_queue.tasks_dead_letters.arn}',
        '${aws_sqs_queue.tasks_dead_letters.name}',
        '${aws_cloudwatch_log_group.tasks_log.name}',
        '${aws_cloudwatch_log_group.tasks_log.arn}',
        { ScheduleGroup: '${aws_scheduler_schedule_group.tasks_group.name}' },
        { RuleName: '${aws_cloudwatch_event_rule.tasks_failed.name}' },
      ]);
      expect(resolved(stack, tasks.topicStatement('arn:aws:sns:eu-central-1:123456789012:alerts'))).toEqual({
        sid: 'ScheduledTasksPublish',
        principals: { Service: ['events.amazonaws.com'] },
        actions: ['sns:Publish'],
        resources: ['arn:aws:sns:eu-central-1:123456789012:alerts'],
        conditions: { ArnEquals: { 'aws:SourceArn': '${aws_cloudwatch_event_rule.tasks_failed.arn}' } },
      });
    });
  });

  it('say that there is no queue of the module where each task has one', () => {
    synth((stack) => {
      const deadLetterArn = 'arn:aws:sqs:eu-central-1:123456789012:elsewhere';
      const tasks = new ScheduledTasks(stack, 'tasks', { ...BASE, tasks: { job: { ...TASK, deadLetterArn } } });
      expect([tasks.deadLetterQueue, tasks.deadLetterQueueArn, tasks.deadLetterQueueName]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });
  });
});

describe('names', () => {
  it('let two groups stand side by side, but not under one name', () => {
    const both = (name: string): Synthesized =>
      synth((stack) => {
        new ScheduledTasks(stack, 'tasks', BASE);
        new ScheduledTasks(stack, 'second', { ...BASE, name });
      });
    expect(Object.keys(both('reports').resources('aws_scheduler_schedule_group'))).toEqual([
      'second_group',
      'tasks_group',
    ]);
    expect(() => both('scheduled-tasks')).toThrow(
      'scheduled-tasks "second": name "scheduled-tasks" is not possible (allowed: a name that no other scheduled-tasks of the environment has; "test/tasks" has this one). Give one of them another name.',
    );
  });

  it('fit in production', () => {
    const long = 'a-rather-long-name-of-a-task-that-rolls-up-what-was-used-before';
    const stack = tasksWith({ name: 'a-rather-long-name-of-a-group', tasks: { [long]: TASK } }, { env: 'production' });
    const longest = (type: string): number => stack.resource(type)['name'].length;
    for (const type of ['aws_scheduler_schedule', 'aws_scheduler_schedule_group', 'aws_iam_role'])
      expect(longest(type)).toBeLessThanOrEqual(64);
    expect(longest('aws_cloudwatch_event_rule')).toBeLessThanOrEqual(64);
    expect(longest('aws_sqs_queue')).toBeLessThanOrEqual(80);
    expect(onlySchedule(stack)['target']['ecs_parameters']['group'].length).toBeLessThanOrEqual(255);
  });
});
