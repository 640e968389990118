import type { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set';
import { Sesv2ConfigurationSetEventDestination } from '@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { jsonOf, policyDocument, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';

/** The events that the application must hear of: addresses that bounced or complained get no more mail. */
export const EVENTS = {
  bounces: 'BOUNCE',
  complaints: 'COMPLAINT',
} as const;

export type EventName = keyof typeof EVENTS;

/** One kind of event: its topic, who may publish there, and the way from SES. */
export interface EventPath {
  readonly topic: SnsTopic;
  readonly policy: SnsTopicPolicy;
  readonly destination: Sesv2ConfigurationSetEventDestination;
  /** Undefined without a webhook. */
  readonly subscription: SnsTopicSubscription | undefined;
}

interface Wiring {
  readonly context: ModuleContext;
  /** Prefix of `-bounces` in the names, e.g. `restartix-staging-ses`. */
  readonly topicPrefix: string;
  readonly configurationSet: Sesv2ConfigurationSet;
  readonly configurationSetArn: string;
  readonly webhookUrl: string | null;
  readonly deadLetters: SqsQueue | undefined;
  readonly kmsKeyArn: string | undefined;
}

export function makeEventPath(scope: Construct, name: EventName, wiring: Wiring): EventPath {
  const { context, topicPrefix, configurationSet, configurationSetArn, webhookUrl, deadLetters, kmsKeyArn } = wiring;
  const topic = new SnsTopic(scope, name, { name: `${topicPrefix}-${name}`, kmsMasterKeyId: kmsKeyArn });
  const policy = new SnsTopicPolicy(scope, `${name}-policy`, {
    arn: topic.arn,
    policy: policyDocument([
      {
        sid: 'SesPublish',
        actions: ['sns:Publish'],
        resources: [topic.arn],
        principals: { Service: ['ses.amazonaws.com'] },
        conditions: {
          StringEquals: { 'aws:SourceAccount': context.accountId },
          ArnEquals: { 'aws:SourceArn': configurationSetArn },
        },
      },
    ]),
  });
  const destination = new Sesv2ConfigurationSetEventDestination(scope, `${name}-destination`, {
    configurationSetName: configurationSet.configurationSetName,
    eventDestinationName: name,
    eventDestination: { enabled: true, matchingEventTypes: [EVENTS[name]], snsDestination: { topicArn: topic.arn } },
    // SES tries to publish when it gets the destination.
    dependsOn: [policy],
  });
  const subscription =
    webhookUrl === null
      ? undefined
      : new SnsTopicSubscription(scope, `${name}-webhook`, {
          topicArn: topic.arn,
          protocol: 'https',
          endpoint: webhookUrl,
          redrivePolicy: jsonOf({ deadLetterTargetArn: deadLetters?.arn }),
          // About a day of attempts: three at once, then slower and slower.
          deliveryPolicy: jsonOf({
            healthyRetryPolicy: {
              numRetries: 50,
              numNoDelayRetries: 3,
              minDelayTarget: 2,
              maxDelayTarget: 3600,
              numMinDelayRetries: 10,
              numMaxDelayRetries: 23,
              backoffFunction: 'exponential',
            },
          }),
        });
  return { topic, policy, destination, subscription };
}

/** Where events go that the webhook did not take: 14 days to look at them and send them again. */
export function makeDeadLetterQueue(scope: Construct, name: string, kmsKeyArn: string | undefined): SqsQueue {
  return new SqsQueue(scope, 'dead-letters', {
    name,
    messageRetentionSeconds: 14 * 24 * 60 * 60,
    ...(kmsKeyArn ? { kmsMasterKeyId: kmsKeyArn } : { sqsManagedSseEnabled: true }),
  });
}

export function makeDeadLetterPolicy(scope: Construct, queue: SqsQueue, topicArns: readonly string[]): SqsQueuePolicy {
  return new SqsQueuePolicy(scope, 'dead-letters-policy', {
    queueUrl: queue.id,
    policy: policyDocument([
      {
        sid: 'TopicsSendMessage',
        actions: ['sqs:SendMessage'],
        resources: [queue.arn],
        principals: { Service: ['sns.amazonaws.com'] },
        conditions: { ArnEquals: { 'aws:SourceArn': topicArns } },
      },
    ]),
  });
}
