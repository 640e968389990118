import { checkBounds, checkConfig, checkLogRetention, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import { ScheduleExpressionError, checkTimeZone, parseSchedule } from '@restartix/schedule-expression';
import { Token } from 'cdktf';
import { containerOverrides } from './container-overrides';
import {
  placementOf,
  type RetryPolicy,
  type RunnableTask,
  type ScheduledTask,
  type ScheduledTasksConfig,
} from './scheduled-tasks.config';
import { SCHEDULED_TASKS_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkScheduledTasks(id: string, config: ScheduledTasksConfig): void {
  checkValues('scheduled-tasks', id, config, {
    inputs: SCHEDULED_TASKS_CONFIG,
    text: ['tasks.*.command[]', 'tasks.*.environment.*', 'tasks.*.description'],
    empty: ['tasks.*.command[]', 'tasks.*.environment.*'],
    nullable: ['tasks.*.scheduleExpression'],
    unknownLists: ['defaultSubnetIds', 'defaultSecurityGroupIds', 'tasks.*.subnetIds', 'tasks.*.securityGroupIds'],
  });
  checkConfig('scheduled-tasks', id, (problem) => {
    checkGroup(config, problem);
    for (const [name, task] of Object.entries(config.tasks)) {
      checkTaskName(name, problem);
      checkWhen(name, task, problem);
      checkWhat(name, task, problem);
      checkWhere(name, task, config, problem);
      checkRetry(`tasks.${name}.retry`, task.retry, problem);
      checkNeighbours(name, task, config, problem);
    }
  });
}

// Lowercase with hyphens, as all names of the platform.
const NAME = /^[a-z]([a-z0-9]|-(?!-))*$/;

function checkGroup({ name, tasks, failureTopicArn, ...config }: ScheduledTasksConfig, problem: ReportProblem): void {
  if (name !== undefined && (!NAME.test(name) || name.endsWith('-'))) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and single hyphens, starting with a letter',
      fix: 'Use a name such as scheduled-tasks.',
    });
  }
  if (Object.keys(tasks).length === 0) {
    problem({ property: 'tasks', value: tasks, allowed: 'one or more', fix: 'Leave the module out without tasks.' });
  }
  if (isKnown(config.cluster.clusterArn) && !/^arn:[\w-]+:ecs:.+:cluster\/.+$/.test(config.cluster.clusterArn)) {
    problem({
      property: 'cluster.clusterArn',
      value: config.cluster.clusterArn,
      allowed: 'the ARN of an ECS cluster',
      fix: 'Give clusterArn of the cluster, not its name.',
    });
  }
  if (isKnown(failureTopicArn) && !/^arn:[\w-]+:sns:[^:]+:\d+:[\w-]+$/.test(failureTopicArn)) {
    problem({
      property: 'failureTopicArn',
      value: failureTopicArn,
      allowed: 'the ARN of a standard SNS topic (EventBridge)',
      fix: 'Give the topic of the alarms.',
    });
  }
  checkBounds(problem, {
    property: 'databaseAutoPauseSeconds',
    value: config.databaseAutoPauseSeconds,
    min: 300,
    max: 86_400,
    unit: 'seconds',
    by: 'Amazon Aurora',
    fix: 'Give secondsUntilAutoPause of the database, or leave it out where it does not pause.',
  });
  checkZone('timeZone', config.timeZone, problem);
  checkRetry('retry', config.retry, problem);
  checkLogRetention('logRetentionInDays', config.logRetentionInDays, problem);
}

function checkTaskName(name: string, problem: ReportProblem): void {
  if (NAME.test(name) && !name.endsWith('-') && name.length <= 64) return;
  problem({
    property: 'tasks',
    value: name,
    allowed: 'names of 1 to 64 lowercase letters, digits and single hyphens, starting with a letter',
    fix: 'Use a name such as usage-summary-rollup.',
  });
}

function checkWhen(name: string, { scheduleExpression, ...task }: ScheduledTask, problem: ReportProblem): void {
  if (scheduleExpression !== null && !Token.isUnresolved(scheduleExpression)) {
    checkExpression(`tasks.${name}.scheduleExpression`, scheduleExpression, problem);
  }
  checkZone(`tasks.${name}.timeZone`, task.timeZone, problem);
  const dates = { startDate: task.startDate, endDate: task.endDate };
  for (const [property, value] of Object.entries(dates)) {
    if (!isKnown(value) || isInstant(value)) continue;
    problem({
      property: `tasks.${name}.${property}`,
      value,
      allowed: 'an instant in UTC, yyyy-mm-ddThh:mm:ssZ',
      fix: 'Write for example 2027-01-01T00:00:00Z.',
    });
  }
  if (isKnown(dates.startDate) && isKnown(dates.endDate) && dates.endDate <= dates.startDate) {
    problem({
      property: `tasks.${name}.endDate`,
      value: dates.endDate,
      allowed: `after startDate, ${dates.startDate}`,
      fix: 'Move one of the two.',
    });
  }
}

function checkExpression(property: string, expression: string, problem: ReportProblem): void {
  try {
    parseSchedule(expression);
  } catch (error) {
    if (!(error instanceof ScheduleExpressionError)) throw error;
    const { field, allowed, fix } = error;
    problem({ property, value: expression, allowed: `${field}: ${allowed}`, fix });
  }
}

function checkZone(property: string, value: string | undefined, problem: ReportProblem): void {
  if (!isKnown(value) || checkTimeZone(value) === undefined) return;
  problem({ property, value, allowed: 'a name of the IANA database', fix: 'Use UTC, or for example Europe/Berlin.' });
}

function isInstant(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value.replace(/Z$/, '.000Z');
}

// RunTask (Amazon ECS).
const MAX_OVERRIDES = 8192;

function checkWhat(name: string, task: ScheduledTask, problem: ReportProblem): void {
  const { deadLetterArn, description } = task;
  checkRuns(`tasks.${name}.runs`, task.runs, problem);
  if (isKnown(deadLetterArn) && !/^arn:[\w-]+:sqs:[^:]+:\d{12}:[\w-]+$/.test(deadLetterArn)) {
    problem({
      property: `tasks.${name}.deadLetterArn`,
      value: deadLetterArn,
      allowed: 'the ARN of a standard SQS queue, no FIFO (EventBridge Scheduler)',
      fix: 'Leave it out for the queue of the module.',
    });
  }
  if (isKnown(description) && description.length > 512) {
    problem({
      property: `tasks.${name}.description`,
      value: description,
      allowed: 'at most 512 characters (EventBridge Scheduler)',
      fix: 'Shorten it.',
    });
  }
  const size = containerOverrides(task)?.length ?? 0;
  if (size > MAX_OVERRIDES) {
    problem({
      property: `tasks.${name}.environment`,
      value: `${size} characters with the command`,
      allowed: `${MAX_OVERRIDES} characters of overrides (Amazon ECS)`,
      fix: 'Put them into the task definition.',
    });
  }
}

function checkRuns(path: string, runs: RunnableTask, problem: ReportProblem): void {
  const { taskDefinitionArnWithoutRevision: family, containerName } = runs;
  if (isKnown(family)) checkTaskDefinition(`${path}.taskDefinitionArnWithoutRevision`, family, problem);
  if (isKnown(containerName) && !/^[A-Za-z0-9_-]{1,255}$/.test(containerName)) {
    problem({
      property: `${path}.containerName`,
      value: containerName,
      allowed: '1 to 255 letters, digits, hyphens and underscores (Amazon ECS)',
      fix: 'Give the name that the container has in the task definition.',
    });
  }
  for (const property of ['taskRoleArn', 'executionRoleArn'] as const) {
    if (!isKnown(runs[property]) || /^arn:[\w-]+:iam::\d{12}:role\/[^*]+$/.test(runs[property])) continue;
    problem({
      property: `${path}.${property}`,
      value: runs[property],
      allowed: 'the ARN of one IAM role: the scheduler may pass exactly this one',
      fix: `Give ${property} of the service or module that registers the task definition.`,
    });
  }
}

function checkTaskDefinition(property: string, value: string, problem: ReportProblem): void {
  if (/^arn:[\w-]+:ecs:[^:]+:\d{12}:task-definition\/[\w-]+$/.test(value)) return;
  const pinned = /:\d+$/.test(value);
  problem({
    property,
    value,
    allowed: 'the ARN of a task definition without revision: a pinned one would go on running old code',
    fix: pinned ? `Use ${value.replace(/:\d+$/, '')}.` : 'Give taskDefinitionArnWithoutRevision of the service.',
  });
}

function checkWhere(name: string, task: ScheduledTask, config: ScheduledTasksConfig, problem: ReportProblem): void {
  const { subnetIds, securityGroupIds } = placementOf(task, config);
  const places = [
    { property: 'subnetIds', value: subnetIds, most: 16 },
    { property: 'securityGroupIds', value: securityGroupIds, most: 5 },
  ];
  for (const { property, value, most } of places) {
    if (!isKnown(value) || (value.length >= 1 && value.length <= most)) continue;
    problem({
      property: `tasks.${name}.${property}`,
      value,
      allowed: `1 to ${most} (Amazon ECS)`,
      fix: `Give them here, or default${property[0]!.toUpperCase()}${property.slice(1)} for all tasks.`,
    });
  }
  const capacity = task.capacity ?? config.capacity;
  const { capacityProviders } = config.cluster;
  if (capacity === 'fargate-spot' && isKnown(capacityProviders) && !capacityProviders.includes('FARGATE_SPOT')) {
    problem({
      property: `tasks.${name}.capacity`,
      value: capacity,
      allowed: "'fargate' on a cluster without the capacity provider FARGATE_SPOT",
      fix: 'Set enableFargateSpot of the cluster.',
    });
  }
}

function checkRetry(property: string, retry: RetryPolicy = {}, problem: ReportProblem): void {
  const { maximumAttempts, maximumAgeSeconds } = retry;
  const by = 'EventBridge Scheduler';
  checkBounds(
    problem,
    { property: `${property}.maximumAttempts`, value: maximumAttempts, min: 0, max: 185, by, fix: 'Use 2.' },
    {
      property: `${property}.maximumAgeSeconds`,
      value: maximumAgeSeconds,
      min: 60,
      max: 86_400,
      unit: 'seconds',
      by,
      fix: 'Use 900.',
    },
  );
}

function checkNeighbours(
  name: string,
  task: ScheduledTask,
  { tasks }: ScheduledTasksConfig,
  problem: ReportProblem,
): void {
  for (const other of task.mayStartWith ?? []) {
    if (other !== name && Object.hasOwn(tasks, other)) continue;
    problem({
      property: `tasks.${name}.mayStartWith`,
      value: other,
      allowed: `names of the other tasks: ${Object.keys(tasks)
        .filter((known) => known !== name)
        .join(', ')}`,
      fix: 'Remove or correct it.',
    });
  }
}
