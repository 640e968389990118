import { ScheduledTasks, type ScheduledTasksConfig } from '@restartix/scheduled-tasks';
import { CLUSTER, PLACE, parityOf } from './parity';

const family = (name: string): string =>
  `arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-${name}`;
const role = (name: string): string => `arn:aws:iam::123456789012:role/restartix-staging-${name}`;
const task = {
  runs: {
    taskDefinitionArnWithoutRevision: family('core-api'),
    containerName: 'core-api',
    taskRoleArn: role('core-api-task'),
    executionRoleArn: role('core-api-execution'),
  },
  command: ['usage-quota-reset'],
  scheduleExpression: 'cron(5 0 1 * ? *)',
};
const withTask = (change: Partial<ScheduledTasksConfig['tasks'][string]>): Partial<ScheduledTasksConfig> => ({
  tasks: { 'usage-quota-reset': { ...task, ...change } },
});

export const scheduledTasks = parityOf({
  module: 'scheduled-tasks',
  construct: ScheduledTasks,
  base: {
    cluster: { clusterArn: CLUSTER },
    defaultSubnetIds: PLACE.subnetIds,
    defaultSecurityGroupIds: PLACE.securityGroupIds,
    tasks: { 'usage-quota-reset': task },
  } as ScheduledTasksConfig,
  inputs: {
    env: { env: 'production' },
    cluster_arn: { cluster: { clusterArn: `${CLUSTER}-other` } },
    tasks: { tasks: { 'usage-quota-reset': task, another: task } },
    'tasks.task_definition_arn': withTask({
      runs: { ...task.runs, taskDefinitionArnWithoutRevision: family('other') },
    }),
    'tasks.container_name': withTask({ runs: { ...task.runs, containerName: 'other' } }),
    'tasks.command': withTask({ command: ['usage-summary-rollup'] }),
    'tasks.schedule_expression': withTask({ scheduleExpression: 'rate(5 minutes)' }),
    'tasks.subnet_ids': withTask({ subnetIds: ['subnet-0123456789abcdef9'] }),
    'tasks.security_group_ids': withTask({ securityGroupIds: ['sg-0123456789abcdef9'] }),
    'tasks.dead_letter_arn': withTask({ deadLetterArn: 'arn:aws:sqs:eu-central-1:123456789012:failed' }),
    default_subnet_ids: { defaultSubnetIds: ['subnet-0123456789abcdef9'] },
    default_security_group_ids: { defaultSecurityGroupIds: ['sg-0123456789abcdef9'] },
  },
  outputs: { schedule_arns: 'scheduleArns', scheduler_role_arn: 'schedulerRoleArn' },
  resources: [
    {
      spec: 'aws_iam_role, a single one, trusts scheduler.amazonaws.com',
      type: 'aws_iam_role',
      count: 1,
      arguments: {
        assume_role_policy: { Statement: [{ Principal: { Service: ['scheduler.amazonaws.com'] } }] },
      },
    },
    {
      spec: 'aws_iam_role_policy: ecs:RunTask by family, iam:PassRole on the task’s roles',
      type: 'aws_iam_role_policy',
      arguments: {
        policy: {
          Statement: [
            { Action: 'ecs:RunTask' },
            { Action: 'iam:PassRole', Resource: [role('core-api-task'), role('core-api-execution')] },
          ],
        },
      },
    },
    {
      spec: 'aws_scheduler_schedule for each task: ECS target, container command override',
      type: 'aws_scheduler_schedule',
      count: 1,
      arguments: {
        schedule_expression: 'cron(5 0 1 * ? *)',
        flexible_time_window: { mode: 'OFF' },
        target: { input: '{"containerOverrides":[{"name":"core-api","command":["usage-quota-reset"]}]}' },
      },
    },
    {
      spec: 'schedule_expression = null: a rule that is disabled',
      type: 'aws_scheduler_schedule',
      given: withTask({ scheduleExpression: null }),
      arguments: { state: 'DISABLED' },
    },
    { spec: 'aws_cloudwatch_log_group for scheduler-side errors', type: 'aws_cloudwatch_log_group', count: 1 },
    {
      spec: 'an SQS dead-letter queue for jobs that fail to launch',
      type: 'aws_sqs_queue',
      count: 1,
      deviation: 'Created by the module when a task does not name one.',
    },
    {
      spec: 'the task definition’s revision in the target',
      type: 'aws_scheduler_schedule',
      arguments: { target: { ecs_parameters: { task_definition_arn: family('core-api') } } },
      deviation: 'The ARN without revision, so a schedule follows deployments.',
    },
  ],
});
