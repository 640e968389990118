import type { AwaitedImage, LogRetentionDays, ModuleConfig } from '@restartix/core';

/** Inputs of the scheduled tasks. */
export interface ScheduledTasksConfig extends ModuleConfig {
  /**
   * Logical name: the schedule group is `{project}-{env}-{name}`, shortened to 64 characters.
   * @default 'scheduled-tasks'
   */
  readonly name?: string;
  /** Where the tasks run. */
  readonly cluster: TaskCluster;
  /** What runs when, by name; a name is part of addresses and of the schedule's name. */
  readonly tasks: Readonly<Record<string, ScheduledTask>>;
  /**
   * Subnets of tasks that name none.
   * @default - each task names its own
   */
  readonly defaultSubnetIds?: readonly string[];
  /**
   * Security groups of tasks that name none.
   * @default - each task names its own
   */
  readonly defaultSecurityGroupIds?: readonly string[];
  /**
   * IANA name of the zone on whose clocks the expressions are read.
   * @default 'UTC' - no hour is skipped or repeated
   */
  readonly timeZone?: string;
  /**
   * How often, and for how long, a task that could not be started is tried again.
   * @default - see `RetryPolicy`
   */
  readonly retry?: RetryPolicy;
  /**
   * What tasks run on that say nothing else: `fargate-spot` is about 70 % cheaper, and AWS may stop a task with two minutes'
   * notice.
   * @default 'fargate' - a job that was stopped is not started again
   */
  readonly capacity?: Capacity;
  /**
   * ARN of the SNS topic that is told of failed tasks. Its policy must let the rule publish: `topicStatement()`.
   * @default - failures are only in the log group
   */
  readonly failureTopicArn?: string;
  /**
   * Days that the records of failed tasks stay.
   * @default 30
   */
  readonly logRetentionInDays?: LogRetentionDays;
  /**
   * ARN of the KMS key of the log group. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
  /**
   * Seconds without a connection after which the database that the tasks use pauses: tasks that run so often that it never
   * does are warned of.
   * @default - the database does not pause
   */
  readonly databaseAutoPauseSeconds?: number;
  /**
   * ARN of the permissions boundary of the scheduler's role.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/** A cluster. An `EcsCluster` of `@restartix/ecs-cluster` fits as it is. */
export interface TaskCluster {
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /**
   * Name of the cluster.
   * @default - the last part of `clusterArn`
   */
  readonly clusterName?: string;
  /**
   * The cluster's capacity providers, so that Spot on a cluster without it is refused at synth.
   * @default - not checked
   */
  readonly capacityProviders?: readonly string[];
}

/**
 * What a task runs on.
 * - `fargate`: on demand
 * - `fargate-spot`: about 70 % cheaper; AWS may stop the task with two minutes' notice, and nothing starts it again
 */
export type Capacity = 'fargate' | 'fargate-spot';

/** For tasks that could not be started. One that started and failed is not started again: it may have done half its work. */
export interface RetryPolicy {
  /**
   * Further attempts, 0 to 185.
   * @default 2
   */
  readonly maximumAttempts?: number;
  /**
   * Seconds after the planned time, 60 to 86400; then the run goes to the dead-letter queue.
   * @default 900 - a job of 02:00 does not start at noon, as with AWS's default of a day
   */
  readonly maximumAgeSeconds?: number;
}

/** A task that can be started. An `EcsService` or a `StorageBackups` fits as it is. */
export interface RunnableTask {
  /** ARN of the task definition without revision, so that each run takes the newest. */
  readonly taskDefinitionArnWithoutRevision: string;
  /** The container that gets `command` and `environment`. */
  readonly containerName: string;
  /** Role that the task has; the scheduler may pass this one. */
  readonly taskRoleArn: string;
  /** Role that starts the task; the scheduler may pass this one. */
  readonly executionRoleArn: string;
  /**
   * The image that the task runs, where a pipeline deploys it: its schedules are off until there is one.
   * @default - its schedules are on
   */
  readonly image?: AwaitedImage;
  /**
   * Subnets that the task belongs in.
   * @default - `defaultSubnetIds`
   */
  readonly subnetIds?: readonly string[];
  /**
   * Security groups that the task belongs in.
   * @default - `defaultSecurityGroupIds`
   */
  readonly securityGroupIds?: readonly string[];
}

/** One task and its schedule. */
export interface ScheduledTask {
  /** The task that the schedule starts. */
  readonly runs: RunnableTask;
  /** `cron(…)`, `rate(…)` or `at(…)`; null keeps the schedule, switched off. */
  readonly scheduleExpression: string | null;
  /**
   * Arguments instead of those of the task definition.
   * @default [] - those of the task definition
   */
  readonly command?: readonly string[];
  /**
   * Environment variables beside those of the task definition. Readable in the console: nothing secret.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Subnets of the task.
   * @default - those of `runs`, or else `defaultSubnetIds`
   */
  readonly subnetIds?: readonly string[];
  /**
   * Security groups of the task.
   * @default - those of `runs`, or else `defaultSecurityGroupIds`
   */
  readonly securityGroupIds?: readonly string[];
  /**
   * ARN of the SQS queue for runs that could not be started; a standard queue.
   * @default - a queue of the module's own, for all tasks that name none
   */
  readonly deadLetterArn?: string;
  /**
   * IANA name of the zone on whose clocks the expression is read.
   * @default - the module's
   */
  readonly timeZone?: string;
  /**
   * How often, and for how long, a start that failed is tried again.
   * @default - the module's
   */
  readonly retry?: RetryPolicy;
  /**
   * What the task runs on.
   * @default - the module's
   */
  readonly capacity?: Capacity;
  /**
   * First moment of the schedule, `2027-01-01T00:00:00Z`; a `rate` counts from here.
   * @default - when it is made
   */
  readonly startDate?: string;
  /**
   * Last moment of the schedule, `2027-12-31T00:00:00Z`.
   * @default - none
   */
  readonly endDate?: string;
  /**
   * At most 512 characters, for the console.
   * @default - none
   */
  readonly description?: string;
  /**
   * Names of tasks that may start in the same minute as this one, so that they are not warned of.
   * @default []
   */
  readonly mayStartWith?: readonly string[];
}

export const DEFAULTS = {
  name: 'scheduled-tasks',
  timeZone: 'UTC',
  maximumAttempts: 2,
  maximumAgeSeconds: 900,
  capacity: 'fargate',
  logRetentionInDays: 30,
} as const;

/** What a schedule has that is switched off: EventBridge Scheduler wants an expression. It would run in 2199. */
export const SWITCHED_OFF = 'cron(0 0 1 1 ? 2199)';

/** Subnets and security groups of a task. */
export function placementOf(
  { runs, subnetIds = runs.subnetIds, securityGroupIds = runs.securityGroupIds }: ScheduledTask,
  { defaultSubnetIds = [], defaultSecurityGroupIds = [] }: ScheduledTasksConfig,
): { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] } {
  return { subnetIds: subnetIds ?? defaultSubnetIds, securityGroupIds: securityGroupIds ?? defaultSecurityGroupIds };
}
