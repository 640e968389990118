import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { policyDocument, type ModuleContext, type PolicyStatement } from '@restartix/core';
import type { Construct } from 'constructs';
import type { Severity } from './alarm-row';

export interface AlertTopic {
  readonly topic: SnsTopic;
  readonly policy: SnsTopicPolicy;
  /** By address. */
  readonly subscriptions: readonly SnsTopicSubscription[];
}

interface Input {
  readonly context: ModuleContext;
  readonly name: string;
  readonly subscribers: readonly string[];
  readonly kmsKeyId: string | undefined;
  /** Who else may publish. */
  readonly publishers: (topicArn: string) => readonly PolicyStatement[];
}

/** Where alarms of one severity go; CloudWatch of this account and EventBridge may publish, and who is named. */
export function makeAlertTopic(
  scope: Construct,
  severity: Severity,
  { context, name, subscribers, kmsKeyId, publishers }: Input,
): AlertTopic {
  const topic = new SnsTopic(scope, `${severity}-topic`, { name, kmsMasterKeyId: kmsKeyId });
  const policy = new SnsTopicPolicy(scope, `${severity}-topic-policy`, {
    arn: topic.arn,
    policy: policyDocument([
      {
        sid: 'AlarmsPublish',
        actions: ['sns:Publish'],
        resources: [topic.arn],
        principals: { Service: ['cloudwatch.amazonaws.com'] },
        conditions: {
          StringEquals: { 'aws:SourceAccount': context.accountId },
          ArnLike: { 'aws:SourceArn': context.arn({ service: 'cloudwatch', resource: 'alarm:*' }) },
        },
      },
      {
        sid: 'RulesPublish',
        actions: ['sns:Publish'],
        resources: [topic.arn],
        // EventBridge delivers nothing under a condition:
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
        principals: { Service: ['events.amazonaws.com'] },
      },
      ...publishers(topic.arn),
    ]),
  });
  const subscriptions = subscribers.map(
    (endpoint) =>
      new SnsTopicSubscription(scope, `${severity}-email-${endpoint.replace(/[^a-z0-9]+/gi, '-')}`, {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint,
      }),
  );
  return { topic, policy, subscriptions };
}
