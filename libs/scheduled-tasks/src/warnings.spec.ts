import { warningsOf } from '@restartix/testing';
import complete from '../examples/complete';
import { ScheduledTasks } from './scheduled-tasks';
import type { ScheduledTask, ScheduledTasksConfig } from './scheduled-tasks.config';

const TASK: Omit<ScheduledTask, 'scheduleExpression'> = {
  runs: {
    taskDefinitionArnWithoutRevision: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/core-api',
    containerName: 'core-api',
    taskRoleArn: 'arn:aws:iam::123456789012:role/task',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  },
};

type Times = Record<string, string | null | Partial<ScheduledTask>>;

function warnings(times: Times, config: Partial<ScheduledTasksConfig> = {}, env = 'staging'): string[] {
  const tasks = Object.entries(times).map(([name, given]) => {
    const task = typeof given === 'object' && given !== null ? given : { scheduleExpression: given };
    return [name, { ...TASK, scheduleExpression: null, ...task }];
  });
  return warningsOf(
    (stack) =>
      new ScheduledTasks(stack, 'tasks', {
        cluster: { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/c' },
        defaultSubnetIds: ['subnet-1'],
        defaultSecurityGroupIds: ['sg-1'],
        failureTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts',
        tasks: Object.fromEntries(tasks) as Record<string, ScheduledTask>,
        ...config,
      }),
    { env },
  );
}

describe('a warning', () => {
  it('names two tasks that start in the same minute', () => {
    expect(warnings({ roll: 'cron(0 2 1 * ? *)', backup: 'cron(0 2 * * ? *)' })).toEqual([
      'scheduled-tasks "tasks": roll and backup start in the same minute, for example on 2026-01-01 at 02:00 UTC. Move one of them, or name the other in its mayStartWith.',
    ]);
  });

  it.each<[string, Times]>([
    ['a leap day meets a Tuesday', { leap: 'cron(0 2 29 2 ? *)', weekly: 'cron(0 2 ? * TUE *)' }],
    ['a time meets a daily run', { once: 'at(2029-05-05T02:00:30)', daily: 'cron(0 2 * * ? *)' }],
    [
      'clocks of two zones meet in winter',
      { utc: 'cron(0 1 * * ? *)', berlin: { scheduleExpression: 'cron(0 2 ? * SUN *)', timeZone: 'Europe/Berlin' } },
    ],
    ['an hourly run meets a yearly one', { hourly: 'cron(0 * * * ? *)', yearly: 'cron(0 3 24 12 ? *)' }],
  ])('comes when %s', (_, times) => {
    expect(warnings(times)).toEqual([expect.stringContaining('start in the same minute')]);
  });

  it.each<[string, Times]>([
    ['minutes differ', { one: 'cron(0 2 1 * ? *)', two: 'cron(5 2 * * ? *)' }],
    ['days differ', { one: 'cron(0 2 1 * ? *)', two: 'cron(0 2 2-28 * ? *)' }],
    ['one is switched off', { one: 'cron(0 2 1 * ? *)', two: null }],
    ['one runs more often than hourly', { one: 'cron(0 2 1 * ? *)', two: 'cron(0/5 * * * ? *)', three: 'rate(1 day)' }],
    [
      'one says that it may',
      { one: 'cron(0 2 1 * ? *)', two: { scheduleExpression: 'cron(0 2 * * ? *)', mayStartWith: ['one'] } },
    ],
    ['the years are over', { one: 'cron(0 2 1 * ? 2020)', two: 'cron(0 2 * * ? *)' }],
  ])('does not come when %s', (_, times) => {
    expect(warnings(times)).toEqual([]);
  });

  it('says which task keeps a pausing database awake', () => {
    const times = {
      often: 'rate(5 minutes)',
      cron: 'cron(0/5 * * * ? *)',
      seldom: 'rate(6 minutes)',
      daily: 'cron(0 2 * * ? *)',
      off: null,
    };
    expect(warnings(times, { databaseAutoPauseSeconds: 300 })).toEqual([
      'scheduled-tasks "tasks": often runs every 5 min, and the database pauses after 5 min without a connection: if the task connects, it never does. Run it less often, or count with a database that is always awake.',
      expect.stringContaining('cron runs every 5 min'),
    ]);
    expect(warnings(times)).toEqual([]);
  });

  it('asks for a topic and for on-demand capacity in production alone', () => {
    const risky = { failureTopicArn: undefined, capacity: 'fargate-spot' as const };
    expect(warnings({ job: 'rate(1 day)' }, risky)).toEqual([]);
    expect(warnings({ job: 'rate(1 day)' }, risky, 'production')).toEqual([
      expect.stringContaining('job runs on Fargate Spot in production'),
      'scheduled-tasks "tasks": nobody is told when a task of production fails. Give failureTopicArn.',
    ]);
  });

  it("does not come for production's registry, which says what may meet", () => {
    expect(warningsOf(complete, { env: 'production' })).toEqual([]);
  });
});
