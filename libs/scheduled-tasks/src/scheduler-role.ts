import type { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { ServiceRole, nameOfArn, type ModuleContext, type PolicyStatement } from '@restartix/core';
import type { Construct } from 'constructs';
import { distinct } from './distinct';
import type { ScheduledTasksConfig } from './scheduled-tasks.config';

export interface SchedulerRoleInput {
  readonly context: ModuleContext;
  readonly config: ScheduledTasksConfig;
  readonly name: string;
  readonly group: SchedulerScheduleGroup;
  /** The module's own queue; undefined when each task names one. */
  readonly deadLetterQueue: SqsQueue | undefined;
}

/** The role that EventBridge Scheduler takes on for the schedules of this group, and for no other's. */
export function makeSchedulerRole(scope: Construct, input: SchedulerRoleInput): ServiceRole {
  const { context, config, name, group } = input;
  return new ServiceRole(scope, 'scheduler', context, {
    name: context.name(`${name}-scheduler`, 64),
    description: `Starts the scheduled tasks of ${context.env}`,
    service: 'scheduler.amazonaws.com',
    // The group's ARN, never a schedule's:
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    sourceArn: group.arn,
    permissionsBoundary: config.permissionsBoundary,
    policies: { 'run-tasks': statements(scope, input) },
  });
}

function statements(scope: Construct, { context, config, deadLetterQueue }: SchedulerRoleInput): PolicyStatement[] {
  const tasks = Object.values(config.tasks);
  const families = distinct(
    scope,
    tasks.map(({ runs }) => runs.taskDefinitionArnWithoutRevision),
  );
  const queues = tasks.flatMap(({ deadLetterArn }) => deadLetterArn ?? deadLetterQueue?.arn ?? []);
  return [
    {
      sid: 'RunTasks',
      actions: ['ecs:RunTask'],
      // ECS asks for the family where no revision is named, and for the revision it then starts.
      resources: families.flatMap((family) => [family, `${family}:*`]),
      conditions: { ArnEquals: { 'ecs:cluster': config.cluster.clusterArn } },
    },
    {
      sid: 'PassTaskRoles',
      actions: ['iam:PassRole'],
      resources: distinct(
        scope,
        tasks.flatMap(({ runs }) => [runs.taskRoleArn, runs.executionRoleArn]),
      ),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    {
      sid: 'TagTasks',
      actions: ['ecs:TagResource'],
      resources: [
        context.arn({
          service: 'ecs',
          resource: `task/${config.cluster.clusterName ?? nameOfArn(config.cluster.clusterArn)}/*`,
        }),
      ],
      conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
    },
    { sid: 'SendDeadLetters', actions: ['sqs:SendMessage'], resources: distinct(scope, queues) },
  ];
}
