import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { synth } from '@restartix/testing';
import { ScheduledTasks } from './scheduled-tasks';
import type { RunnableTask, ScheduledTask, ScheduledTasksConfig } from './scheduled-tasks.config';

const FAMILY = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/core-api';
const TASK: ScheduledTask = {
  runs: {
    taskDefinitionArnWithoutRevision: FAMILY,
    containerName: 'core-api',
    taskRoleArn: 'arn:aws:iam::123456789012:role/task',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  },
  scheduleExpression: 'cron(0 2 * * ? *)',
};

const runs = (change: Partial<RunnableTask>): Partial<ScheduledTask> => ({ runs: { ...TASK.runs, ...change } });

function make(config: Partial<ScheduledTasksConfig>, task: Partial<ScheduledTask> = {}) {
  return () =>
    synth(
      (stack) =>
        new ScheduledTasks(stack, 'tasks', {
          cluster: { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/c' },
          defaultSubnetIds: ['subnet-1'],
          defaultSecurityGroupIds: ['sg-1'],
          tasks: { job: { ...TASK, ...task } },
          ...config,
        }),
    );
}

describe('refusals of a task', () => {
  it.each<[Partial<ScheduledTask>, string]>([
    [
      { scheduleExpression: 'cron(0 2 * * *)' },
      'scheduled-tasks "tasks": tasks.job.scheduleExpression "cron(0 2 * * *)" is not possible (allowed: cron: six fields: minutes, hours, day-of-month, month, day-of-week, year). Add the year: cron(0 2 * * ? *).',
    ],
    [
      { scheduleExpression: 'cron(0 2 31 2 ? *)' },
      'tasks.job.scheduleExpression "cron(0 2 31 2 ? *)" is not possible (allowed: day-of-month, month, day-of-week and year: a day that there is',
    ],
    [{ scheduleExpression: 'rate(1 minutes)' }, 'Write rate(1 minute).'],
    [{ timeZone: 'Europe/Bukarest' }, 'tasks.job.timeZone "Europe/Bukarest" is not possible'],
    [
      runs({ taskDefinitionArnWithoutRevision: `${FAMILY}:12` }),
      `tasks.job.runs.taskDefinitionArnWithoutRevision "${FAMILY}:12" is not possible (allowed: the ARN of a task definition without revision: a pinned one would go on running old code). Use ${FAMILY}.`,
    ],
    [runs({ taskDefinitionArnWithoutRevision: 'core-api' }), 'Give taskDefinitionArnWithoutRevision of the service.'],
    [runs({ containerName: 'core api' }), 'tasks.job.runs.containerName "core api" is not possible'],
    [
      runs({ taskRoleArn: 'arn:aws:iam::123456789012:role/*' }),
      'tasks.job.runs.taskRoleArn "arn:aws:iam::123456789012:role/*"',
    ],
    [
      runs({ executionRoleArn: '*' }),
      'tasks.job.runs.executionRoleArn "*" is not possible (allowed: the ARN of one IAM role',
    ],
    [
      { deadLetterArn: 'arn:aws:sqs:eu-central-1:123456789012:letters.fifo' },
      'allowed: the ARN of a standard SQS queue, no FIFO (EventBridge Scheduler)). Leave it out for the queue of the module.',
    ],
    [
      { subnetIds: [] },
      'tasks.job.subnetIds [] is not possible (allowed: 1 to 16 (Amazon ECS)). Give them here, or defaultSubnetIds for all tasks.',
    ],
    [{ securityGroupIds: ['1', '2', '3', '4', '5', '6'] }, 'allowed: 1 to 5 (Amazon ECS)'],
    [{ retry: { maximumAttempts: 186 } }, 'tasks.job.retry.maximumAttempts 186 is not possible (allowed: 0 to 185'],
    [{ retry: { maximumAgeSeconds: 59 } }, 'tasks.job.retry.maximumAgeSeconds 59 is not possible'],
    [{ startDate: '2027-02-30T00:00:00Z' }, 'tasks.job.startDate "2027-02-30T00:00:00Z" is not possible'],
    [{ endDate: '2027-01-01' }, 'tasks.job.endDate "2027-01-01" is not possible'],
    [
      { startDate: '2027-02-01T00:00:00Z', endDate: '2027-01-01T00:00:00Z' },
      'tasks.job.endDate "2027-01-01T00:00:00Z" is not possible (allowed: after startDate, 2027-02-01T00:00:00Z). Move one of the two.',
    ],
    [{ description: 'x'.repeat(513) }, 'at most 512 characters'],
    [
      { environment: { A: 'x'.repeat(8200) } },
      'characters with the command" is not possible (allowed: 8192 characters',
    ],
    [
      { mayStartWith: ['backup'] },
      'tasks.job.mayStartWith "backup" is not possible (allowed: names of the other tasks',
    ],
    [{ mayStartWith: ['job'] }, 'tasks.job.mayStartWith "job"'],
  ])('%j', (task, message) => {
    expect(make({}, task)).toThrow(message);
  });
});

describe('refusals of a group', () => {
  it.each<[Partial<ScheduledTasksConfig>, string]>([
    [{ name: 'Tasks' }, 'scheduled-tasks "tasks": name "Tasks" is not possible'],
    [{ name: 'tasks-' }, 'name "tasks-" is not possible'],
    [{ tasks: {} }, 'tasks {} is not possible (allowed: one or more). Leave the module out without tasks.'],
    [{ tasks: { Roll_up: TASK } }, 'tasks "Roll_up" is not possible (allowed: names of 1 to 64 lowercase letters'],
    [{ cluster: { clusterArn: 'cluster' } }, 'cluster.clusterArn "cluster" is not possible'],
    [{ failureTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts.fifo' }, 'the ARN of a standard SNS topic'],
    [{ timeZone: '+02:00' }, 'timeZone "+02:00" is not possible (allowed: a name of the IANA database). Use UTC'],
    [{ retry: { maximumAttempts: -1 } }, 'retry.maximumAttempts -1 is not possible'],
    [{ logRetentionInDays: 10 as 14 }, 'logRetentionInDays 10 is not possible'],
    [{ databaseAutoPauseSeconds: 60 }, 'databaseAutoPauseSeconds 60 is not possible (allowed: 300 to 86400 seconds'],
    [{ defaultSecurityGroupIds: undefined }, 'or defaultSecurityGroupIds for all tasks.'],
    [
      {
        capacity: 'fargate-spot',
        cluster: { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/c', capacityProviders: ['FARGATE'] },
      },
      'tasks.job.capacity "fargate-spot" is not possible (allowed: \'fargate\' on a cluster without the capacity provider FARGATE_SPOT). Set enableFargateSpot of the cluster.',
    ],
  ])('%j', (config, message) => {
    expect(make(config)).toThrow(message);
  });

  it('come all at once', () => {
    expect(make({ name: 'Tasks' }, { ...runs({ containerName: 'a b' }), retry: { maximumAgeSeconds: 1 } })).toThrow(
      /name "Tasks"[^]*containerName "a b"[^]*maximumAgeSeconds 1/,
    );
  });

  it('leave values alone that Terraform knows later', () => {
    expect(() =>
      synth((stack) => {
        const { arn } = new EcsTaskDefinition(stack, 'definition', { family: 'x', containerDefinitions: '[]' });
        new ScheduledTasks(stack, 'tasks', {
          cluster: { clusterArn: arn },
          failureTopicArn: arn,
          defaultSubnetIds: ['subnet-1'],
          defaultSecurityGroupIds: [arn],
          tasks: {
            job: {
              runs: {
                taskDefinitionArnWithoutRevision: arn,
                containerName: arn,
                taskRoleArn: arn,
                executionRoleArn: arn,
              },
              deadLetterArn: arn,
              scheduleExpression: arn,
              command: [arn],
            },
          },
        });
      }),
    ).not.toThrow();
  });
});
