import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { policyDocument } from '@restartix/core';
import type { Construct } from 'constructs';

const DAY_SECONDS = 86_400;

/** The queue of runs that could not be started; each message holds the schedule, the target and the error. */
export function makeDeadLetterQueue(scope: Construct, name: string): SqsQueue {
  return new SqsQueue(scope, 'dead-letters', {
    name,
    // The longest that SQS keeps a message.
    messageRetentionSeconds: 14 * DAY_SECONDS,
    sqsManagedSseEnabled: true,
  });
}

/**
 * Messages from the group's schedules only, over TLS only. Scheduler sends as its role, which only this group can take on
 * and whose own policy lets it send.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function makeDeadLetterPolicy(scope: Construct, queue: SqsQueue, schedulerRoleArn: string): SqsQueuePolicy {
  return new SqsQueuePolicy(scope, 'dead-letters-policy', {
    queueUrl: queue.url,
    policy: policyDocument([
      {
        sid: 'SchedulerSendsMessages',
        effect: 'Deny',
        principals: '*',
        actions: ['sqs:SendMessage'],
        resources: [queue.arn],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': schedulerRoleArn } },
      },
      {
        sid: 'DenyInsecureTransport',
        effect: 'Deny',
        principals: '*',
        actions: ['sqs:*'],
        resources: [queue.arn],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]),
  });
}
