import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { jsonOf, policyDocument } from '@restartix/core';
import type { Construct } from 'constructs';
import { distinct } from './distinct';
import { DEFAULTS, type ScheduledTasksConfig } from './scheduled-tasks.config';
import { taskGroupPrefix } from './schedules';

/** What notices tasks that started and failed, or were accepted and could not start. */
export interface Failures {
  readonly rule: CloudwatchEventRule;
  readonly logGroup: CloudwatchLogGroup;
  readonly logPolicy: CloudwatchLogResourcePolicy;
  readonly logTarget: CloudwatchEventTarget;
  /** Undefined without `failureTopicArn`. */
  readonly topicTarget: CloudwatchEventTarget | undefined;
}

export interface FailuresInput {
  readonly config: ScheduledTasksConfig;
  readonly groupName: string;
  readonly ruleName: string;
}

export function makeFailures(scope: Construct, { config, groupName, ruleName }: FailuresInput): Failures {
  const logGroup = new CloudwatchLogGroup(scope, 'log', {
    // EventBridge delivers to groups of this prefix.
    name: `/aws/events/${groupName}`,
    retentionInDays: config.logRetentionInDays ?? DEFAULTS.logRetentionInDays,
    kmsKeyId: config.logKmsKeyArn,
  });
  const rule = new CloudwatchEventRule(scope, 'failed', {
    name: ruleName,
    description: `Tasks of ${groupName} that failed or could not start`,
    eventPattern: jsonOf(failedTasks(scope, config, groupName)),
  });
  const logPolicy = new CloudwatchLogResourcePolicy(scope, 'log-policy', {
    policyName: ruleName,
    policyDocument: deliveryPolicy(logGroup, rule),
  });
  const logTarget = new CloudwatchEventTarget(scope, 'failed-to-log', {
    rule: rule.name,
    targetId: 'log',
    arn: logGroup.arn,
    dependsOn: [logPolicy],
  });
  const topicTarget = config.failureTopicArn
    ? new CloudwatchEventTarget(scope, 'failed-to-topic', {
        rule: rule.name,
        targetId: 'topic',
        arn: config.failureTopicArn,
        inputTransformer: message(logGroup.name),
      })
    : undefined;
  return { rule, logGroup, logPolicy, logTarget, topicTarget };
}

/** Why ECS stops a task that did not end by itself; stopped by a person, its exit code tells. */
const FAILED_STOP_CODES = ['TaskFailedToStart', 'SpotInterruption', 'TerminationNotice'];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
function failedTasks(scope: Construct, { cluster, tasks }: ScheduledTasksConfig, groupName: string): object {
  const containers = distinct(
    scope,
    Object.values(tasks).map(({ runs }) => runs.containerName),
  );
  return {
    source: ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    detail: {
      clusterArn: [cluster.clusterArn],
      group: [{ prefix: taskGroupPrefix(groupName) }],
      lastStatus: ['STOPPED'],
      $or: [
        // Sidecars are stopped with the task, whatever its end: their exit codes say nothing.
        { containers: { name: containers, exitCode: [{ 'anything-but': [0] }] } },
        { stopCode: FAILED_STOP_CODES },
      ],
    },
  };
}

/**
 * What lets the rule write. CreateLogStream comes without the rule's ARN.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 */
function deliveryPolicy(logGroup: CloudwatchLogGroup, rule: CloudwatchEventRule): string {
  const principals = { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] };
  return policyDocument([
    { sid: 'CreateStreams', principals, actions: ['logs:CreateLogStream'], resources: [`${logGroup.arn}:*`] },
    {
      sid: 'WriteFailures',
      principals,
      actions: ['logs:PutLogEvents'],
      resources: [`${logGroup.arn}:*:*`],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.arn } },
    },
  ]);
}

/**
 * A message that a person can read, in the form that Chatbot shows in Slack (others it drops).
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
function message(logGroupName: string): { inputPaths: Record<string, string>; inputTemplate: string } {
  return {
    inputPaths: {
      task: '$.detail.group',
      code: '$.detail.stopCode',
      reason: '$.detail.stoppedReason',
      arn: '$.detail.taskArn',
    },
    // A variable outside quotes is quoted by EventBridge, whatever characters it holds.
    inputTemplate: [
      '{',
      '  "version": "1.0",',
      '  "source": "custom",',
      '  "content": {',
      '    "textType": "client-markdown",',
      '    "title": "Scheduled task <task> failed: <code>",',
      '    "description": <reason>,',
      `    "nextSteps": ["Read the log stream of <arn>", "Exit codes: log group ${logGroupName}"]`,
      '  }',
      '}',
    ].join('\n'),
  };
}
