// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const OBSERVABILITY_CONFIG: Inputs = {
  alarmsEmailSubscribers: { list: 'string' },
  slack: { keys: { workspaceId: 'string', channelId: 'string' } },
  slackWebhookUrl: 'string',
  runbookUrl: 'string',
  kmsKeyId: 'string',
  services: {
    each: {
      keys: {
        metricDimensions: { keys: { ClusterName: 'string', ServiceName: 'string' } },
        targetGroupArnSuffix: 'string',
        albArnSuffix: 'string',
        image: { keys: { isDeployed: '*' } },
      },
    },
  },
  loadBalancer: { keys: { albArnSuffix: 'string', certificateArn: 'string' } },
  loadBalancers: { each: { keys: { albArnSuffix: 'string', certificateArn: 'string' } } },
  nats: {
    each: {
      keys: {
        strategy: ['nat-gateway', 'nat-instance'],
        autoscalingGroup: { keys: { name: 'string' } },
        gateway: { keys: { id: 'string' } },
      },
    },
  },
  cluster: { keys: { capacityProviders: { list: 'string' } } },
  databases: {
    each: { keys: { metricDimensions: { each: 'string' }, maxConnections: 'number', maxCapacity: 'number' } },
  },
  databaseEvents: 'boolean',
  minFreeStorageGib: 'number',
  caches: { each: { keys: { replicationGroupId: 'string', nodes: { list: 'string' } } } },
  queues: { each: { keys: { queueName: 'string', meaning: 'string' } } },
  schedules: {
    keys: {
      groupName: 'string',
      failureRuleName: 'string',
      taskNames: { list: 'string' },
      deadLetterQueueName: 'string',
    },
  },
  backups: {
    each: {
      keys: {
        successMetric: { keys: { namespace: 'string', metricName: 'string', dimensions: { each: 'string' } } },
        expectedEveryHours: 'number',
        image: { keys: { isDeployed: '*' } },
      },
    },
  },
  email: { keys: { metricDimensions: { keys: { 'ses:configuration-set': 'string' } }, deadLetterQueueName: 'string' } },
  businessMetrics: {
    list: {
      keys: {
        title: 'string',
        namespace: 'string',
        metricName: 'string',
        dimensions: { each: 'string' },
        statistic: 'string',
      },
    },
  },
  overrides: { each: { keys: { threshold: 'number', severity: ['critical', 'warning'], disabled: 'string' } } },
  env: 'string',
  project: 'string',
};
