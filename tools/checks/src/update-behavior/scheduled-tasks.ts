import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import type { EnvStack } from '@restartix/core';
import { ScheduledTasks } from '@restartix/scheduled-tasks';
import { boundary, cluster, key, place, queue, role, taskFamily, topic } from './given';
import { updateBehavior } from './rows';

type Given = ReturnType<typeof given>;

function given(stack: EnvStack) {
  const runnable = (name: string) => ({
    taskDefinitionArnWithoutRevision: taskFamily(stack, name),
    containerName: 'app',
    taskRoleArn: role(stack, `${name}-task`, 'ecs-tasks.amazonaws.com'),
    executionRoleArn: role(stack, `${name}-execution`, 'ecs-tasks.amazonaws.com'),
  });
  return {
    ...place(stack),
    ...{ report: runnable('report'), cleanup: runnable('cleanup') },
    ...{ clusterArn: cluster(stack), anotherArn: cluster(stack, 'another') },
    ...{ key: key(stack), anotherKey: key(stack, 'another-key') },
    ...{ topics: [openTopic(stack, 'failures'), openTopic(stack, 'alerts')] as const },
    ...{ queues: [queue(stack, 'dead'), queue(stack, 'letters')] as const },
    ...{ boundary: boundary(stack), anotherBoundary: boundary(stack, 'another-boundary') },
  };
}

export const scheduledTasks = updateBehavior({
  module: 'scheduled-tasks',
  construct: ScheduledTasks,
  replacements: 'Deleting a group of schedules and its queue takes minutes.',
  given,
  base: ({ clusterArn, subnetIds, securityGroupIds, report }) => ({
    cluster: { clusterArn },
    defaultSubnetIds: subnetIds,
    defaultSecurityGroupIds: [securityGroupIds[0]],
    tasks: { report: { runs: report, scheduleExpression: 'rate(1 hour)' } },
  }),
  inputs: {
    name: { values: ['jobs', 'crons'] },
    cluster: { values: [({ clusterArn }) => ({ clusterArn }), ({ anotherArn }) => ({ clusterArn: anotherArn })] },
    'cluster.clusterArn': { values: [({ clusterArn }) => clusterArn, ({ anotherArn }) => anotherArn] },
    'cluster.clusterName': { values: ['given-cluster', 'given-other'] },
    'cluster.capacityProviders': { values: [['FARGATE'], ['FARGATE', 'FARGATE_SPOT']] },
    tasks: {
      values: [
        ({ report }) => ({ report: { runs: report, scheduleExpression: 'rate(1 hour)' } }),
        ({ report, cleanup }) => ({
          report: { runs: report, scheduleExpression: 'rate(1 hour)' },
          cleanup: { runs: cleanup, scheduleExpression: 'rate(2 hours)' },
        }),
      ],
    },
    defaultSubnetIds: { values: [({ subnetIds }) => subnetIds, ({ subnetIds }) => [subnetIds[0]]] },
    defaultSecurityGroupIds: {
      values: [({ securityGroupIds: [one] }) => [one], ({ securityGroupIds }) => securityGroupIds],
    },
    timeZone: { values: ['Europe/Bucharest', 'Europe/Berlin'] },
    retry: { values: [{ maximumAttempts: 3 }, { maximumAttempts: 4 }] },
    'retry.maximumAttempts': { values: [3, 4], with: { retry: {} } },
    'retry.maximumAgeSeconds': { values: [600, 1200], with: { retry: {} } },
    capacity: { values: ['fargate-spot', 'fargate'] },
    failureTopicArn: { values: [({ topics }) => topics[0], ({ topics }) => topics[1]] },
    logRetentionInDays: { values: [60, 90] },
    logKmsKeyArn: { values: [({ key }) => key, ({ anotherKey }) => anotherKey] },
    databaseAutoPauseSeconds: { values: [300, 600] },
    permissionsBoundary: { values: [({ boundary }) => boundary, ({ anotherBoundary }) => anotherBoundary] },
    'tasks.*.runs': { values: [({ report }: Given) => report, ({ cleanup }: Given) => cleanup] },
    'tasks.*.scheduleExpression': { values: ['rate(1 hour)', null] },
    'tasks.*.command': { values: [['report'], ['report', '--all']] },
    'tasks.*.environment': { values: [{ LOG_LEVEL: 'info' }, { LOG_LEVEL: 'debug' }] },
    'tasks.*.subnetIds': {
      values: [({ subnetIds }: Given) => [subnetIds[0]], ({ subnetIds }: Given) => [subnetIds[1]]],
    },
    'tasks.*.securityGroupIds': {
      values: [
        ({ securityGroupIds }: Given) => [securityGroupIds[1]],
        ({ securityGroupIds }: Given) => securityGroupIds,
      ],
    },
    'tasks.*.deadLetterArn': { values: [({ queues }: Given) => queues[0], ({ queues }: Given) => queues[1]] },
    'tasks.*.timeZone': { values: ['Europe/Bucharest', 'Europe/Berlin'] },
    'tasks.*.retry': { values: [{ maximumAttempts: 3 }, { maximumAttempts: 4 }] },
    'tasks.*.capacity': { values: ['fargate-spot', 'fargate'] },
    'tasks.*.startDate': { values: ['2030-01-01T00:00:00Z', '2031-01-01T00:00:00Z'] },
    'tasks.*.endDate': { values: ['2040-01-01T00:00:00Z', '2041-01-01T00:00:00Z'] },
    'tasks.*.description': { values: ['Makes the report', 'Makes all reports'] },
    'tasks.*.mayStartWith': {
      untried: 'It only silences a warning of synthesis.',
    },
    'tasks.*.runs.taskDefinitionArnWithoutRevision': {
      values: [
        ({ report }: Given) => report.taskDefinitionArnWithoutRevision,
        ({ cleanup }: Given) => cleanup.taskDefinitionArnWithoutRevision,
      ],
    },
    'tasks.*.runs.containerName': {
      values: ['app', 'main'],
      with: ({ report }) => ({ tasks: { report: { runs: report, command: ['report'] } } }),
    },
    'tasks.*.runs.taskRoleArn': {
      values: [({ report }: Given) => report.taskRoleArn, ({ cleanup }: Given) => cleanup.taskRoleArn],
    },
    'tasks.*.runs.executionRoleArn': {
      values: [({ report }: Given) => report.executionRoleArn, ({ cleanup }: Given) => cleanup.executionRoleArn],
    },
    'tasks.*.runs.image': { untried: 'It comes with the image: see `DeployedImage` of core.' },
    'tasks.*.runs.subnetIds': {
      values: [({ subnetIds }: Given) => [subnetIds[0]], ({ subnetIds }: Given) => [subnetIds[1]]],
    },
    'tasks.*.runs.securityGroupIds': {
      values: [
        ({ securityGroupIds }: Given) => [securityGroupIds[1]],
        ({ securityGroupIds }: Given) => securityGroupIds,
      ],
    },
  },
  places: { RetryPolicy: 'retry' },
});

/** A topic that rules may publish to. */
function openTopic(stack: EnvStack, name: string): string {
  const arn = topic(stack, name);
  new SnsTopicPolicy(stack, `${name}-policy`, {
    arn,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: arn },
      ],
    }),
  });
  return arn;
}
