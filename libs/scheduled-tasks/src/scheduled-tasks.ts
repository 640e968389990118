import type { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { claimName, contextOf, mapValues, type PolicyStatement, type ServiceRole } from '@restartix/core';
import { Construct } from 'constructs';
import { checkScheduledTasks } from './scheduled-tasks.checks';
import { makeDeadLetterPolicy, makeDeadLetterQueue } from './dead-letters';
import { makeFailures, type Failures } from './failures';
import { DEFAULTS, type ScheduledTasksConfig } from './scheduled-tasks.config';
import { makeSchedulerRole } from './scheduler-role';
import { makeSchedules } from './schedules';
import { warnOfRisks } from './warnings';

/** What alarms, pipelines and stack outputs take from the scheduled tasks. */
export interface ScheduledTasksOutputs {
  readonly taskNames: readonly string[];
  /** By the task's name. */
  readonly scheduleArns: Readonly<Record<string, string>>;
  /** By the task's name. */
  readonly scheduleNames: Readonly<Record<string, string>>;
  readonly schedulerRoleArn: string;
  readonly groupName: string;
  readonly groupArn: string;
  /** The queue of runs that could not be started; undefined when each task names its own. */
  readonly deadLetterQueueArn: string | undefined;
  /** Dimension `QueueName` of the queue's metrics in `AWS/SQS`. */
  readonly deadLetterQueueName: string | undefined;
  /** Where the events of failed tasks are. */
  readonly logGroupName: string;
  readonly logGroupArn: string;
  /** The rule that matches failed tasks. */
  readonly failureRuleName: string;
  readonly failureRuleArn: string;
  /** Dimensions of the schedules' metrics in the CloudWatch namespace `AWS/Scheduler`, e.g. `TargetErrorCount`. */
  readonly metricDimensions: { readonly ScheduleGroup: string };
  /** Dimensions of the rule's metrics in `AWS/Events`: `TriggeredRules` counts failed tasks. */
  readonly failureMetricDimensions: { readonly RuleName: string };
}

/**
 * Fargate tasks that run on a schedule: a schedule for each, one role that may start exactly these, a queue for what could
 * not be started, a rule for what failed.
 *
 * @example
 * new ScheduledTasks(this, 'scheduled-tasks', {
 *   cluster,
 *   defaultSubnetIds: network.privateSubnetIds,
 *   defaultSecurityGroupIds: [network.fargateAppSg],
 *   tasks: {
 *     'usage-quota-reset': {
 *       runs: coreApi,
 *       command: ['usage-quota-reset'],
 *       scheduleExpression: 'cron(5 0 1 * ? *)',
 *     },
 *   },
 * });
 */
export class ScheduledTasks extends Construct implements ScheduledTasksOutputs {
  readonly group: SchedulerScheduleGroup;
  /** What starts the tasks. */
  readonly role: ServiceRole;
  /** By the task's name. */
  readonly schedules: Readonly<Record<string, SchedulerSchedule>>;
  /** Undefined when each task names its own queue. */
  readonly deadLetterQueue: SqsQueue | undefined;
  readonly deadLetterPolicy: SqsQueuePolicy | undefined;
  readonly failures: Failures;

  /** Names of the tasks, as they were given. */
  readonly taskNames: readonly string[];
  readonly scheduleArns: Readonly<Record<string, string>>;
  readonly scheduleNames: Readonly<Record<string, string>>;
  /** ARN of the role that starts the tasks. */
  readonly schedulerRoleArn: string;
  /** Name of the schedule group. */
  readonly groupName: string;
  /** ARN of the schedule group. */
  readonly groupArn: string;
  readonly deadLetterQueueArn: string | undefined;
  readonly deadLetterQueueName: string | undefined;
  readonly logGroupName: string;
  /** ARN of the log group of failed tasks. */
  readonly logGroupArn: string;
  readonly failureRuleName: string;
  /** ARN of the rule that matches failed tasks. */
  readonly failureRuleArn: string;
  readonly metricDimensions: { readonly ScheduleGroup: string };
  readonly failureMetricDimensions: { readonly RuleName: string };

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: ScheduledTasksConfig) {
    super(scope, id);
    const { name = DEFAULTS.name } = config;
    checkScheduledTasks(id, config);
    const context = contextOf(this, 'scheduled-tasks', id, config);
    const groupName = context.name(name, 64);
    claimName(this, { module: 'scheduled-tasks', property: 'name', value: name, physicalName: groupName });
    warnOfRisks(this, id, config, context.env);

    this.group = new SchedulerScheduleGroup(this, 'group', { name: groupName });
    this.deadLetterQueue = needsQueue(config)
      ? makeDeadLetterQueue(this, context.name(`${name}-dead-letters`, 80))
      : undefined;
    const parts = { context, config, name, groupName, group: this.group, deadLetterQueue: this.deadLetterQueue };
    this.role = makeSchedulerRole(this, parts);
    this.deadLetterPolicy = this.deadLetterQueue && makeDeadLetterPolicy(this, this.deadLetterQueue, this.role.arn);
    this.schedules = makeSchedules(this, { ...parts, role: this.role });
    this.failures = makeFailures(this, { config, groupName, ruleName: context.name(`${name}-failed`, 64) });
    this.taskNames = Object.keys(this.schedules);
    this.scheduleArns = mapValues(this.schedules, (schedule) => schedule.arn);
    this.scheduleNames = mapValues(this.schedules, (schedule) => schedule.name);
    this.schedulerRoleArn = this.role.arn;
    this.groupName = this.group.name;
    this.groupArn = this.group.arn;
    this.deadLetterQueueArn = this.deadLetterQueue?.arn;
    this.deadLetterQueueName = this.deadLetterQueue?.name;
    this.logGroupName = this.failures.logGroup.name;
    this.logGroupArn = this.failures.logGroup.arn;
    this.failureRuleName = this.failures.rule.name;
    this.failureRuleArn = this.failures.rule.arn;
    this.metricDimensions = { ScheduleGroup: this.groupName };
    this.failureMetricDimensions = { RuleName: this.failureRuleName };
  }

  /** What the policy of the topic in `failureTopicArn` needs, for its owner to add. */
  topicStatement(topicArn: string): PolicyStatement {
    return {
      sid: 'ScheduledTasksPublish',
      principals: { Service: ['events.amazonaws.com'] },
      actions: ['sns:Publish'],
      resources: [topicArn],
      conditions: { ArnEquals: { 'aws:SourceArn': this.failureRuleArn } },
    };
  }
}

function needsQueue({ tasks }: ScheduledTasksConfig): boolean {
  return Object.values(tasks).some(({ deadLetterArn }) => deadLetterArn === undefined);
}
