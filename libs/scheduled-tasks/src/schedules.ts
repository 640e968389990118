import {
  SchedulerSchedule,
  type SchedulerScheduleTargetEcsParameters as EcsParameters,
} from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { literal, mapValues, whenDeployed, type ModuleContext, type ServiceRole } from '@restartix/core';
import { Construct } from 'constructs';
import { containerOverrides } from './container-overrides';
import {
  DEFAULTS,
  SWITCHED_OFF,
  placementOf,
  type Capacity,
  type ScheduledTask,
  type ScheduledTasksConfig,
} from './scheduled-tasks.config';

export interface SchedulesInput {
  readonly context: ModuleContext;
  readonly config: ScheduledTasksConfig;
  readonly group: SchedulerScheduleGroup;
  readonly groupName: string;
  readonly role: ServiceRole;
  readonly deadLetterQueue: SqsQueue | undefined;
}

/** A schedule for each task, by its name. */
export function makeSchedules(scope: Construct, input: SchedulesInput): Record<string, SchedulerSchedule> {
  const parent = new Construct(scope, 'schedule');
  return mapValues(input.config.tasks, (task, name) => makeSchedule(parent, name, task, input));
}

function makeSchedule(
  scope: Construct,
  name: string,
  task: ScheduledTask,
  { context, config, group, groupName, role, deadLetterQueue }: SchedulesInput,
): SchedulerSchedule {
  const retry = { ...config.retry, ...task.retry };
  const { subnetIds, securityGroupIds } = placementOf(task, config);
  return new SchedulerSchedule(scope, name, {
    name: context.name(name, 64),
    groupName: group.name,
    description: task.description && literal(task.description),
    state: task.scheduleExpression === null ? 'DISABLED' : whenDeployed(task.runs.image, 'ENABLED', 'DISABLED'),
    scheduleExpression: task.scheduleExpression ?? SWITCHED_OFF,
    scheduleExpressionTimezone: task.timeZone ?? config.timeZone ?? DEFAULTS.timeZone,
    startDate: task.startDate,
    endDate: task.endDate,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: config.cluster.clusterArn,
      roleArn: role.arn,
      input: containerOverrides(task),
      retryPolicy: {
        maximumRetryAttempts: retry.maximumAttempts ?? DEFAULTS.maximumAttempts,
        maximumEventAgeInSeconds: retry.maximumAgeSeconds ?? DEFAULTS.maximumAgeSeconds,
      },
      deadLetterConfig: { arn: task.deadLetterArn ?? deadLetterQueue!.arn },
      ecsParameters: {
        taskDefinitionArn: task.runs.taskDefinitionArnWithoutRevision,
        taskCount: 1,
        group: `${taskGroupPrefix(groupName)}${name}`,
        ...CAPACITY[task.capacity ?? config.capacity ?? DEFAULTS.capacity],
        networkConfiguration: {
          subnets: [...subnetIds],
          securityGroups: [...securityGroupIds],
          assignPublicIp: false,
        },
        enableEcsManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      },
    },
    // A run before the role may start it would go to the dead-letter queue.
    dependsOn: Object.values(role.policies),
  });
}

/**
 * Beginning of the ECS task group of every task that the group's schedules start: what tells them from the tasks of a
 * service with the same task definition.
 */
export function taskGroupPrefix(groupName: string): string {
  return `${groupName}:`;
}

const CAPACITY: Readonly<Record<Capacity, Pick<EcsParameters, 'launchType' | 'capacityProviderStrategy'>>> = {
  fargate: { launchType: 'FARGATE' },
  'fargate-spot': { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', base: 0, weight: 1 }] },
};
