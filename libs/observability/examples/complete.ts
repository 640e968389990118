import type { EnvStack } from '@restartix/core';
import { Observability } from '../src';

export default function example(stack: EnvStack): void {
  const cluster = 'restartix-production-cluster';
  new Observability(stack, 'observability', {
    alarmsEmailSubscribers: ['platform-team@restartix.pro', 'on-call@restartix.pro'],
    slack: { workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' },
    slackWebhookUrl: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/production/slack-a1b2c3',
    runbookUrl: 'https://docs.restartix.pro/runbook',
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    loadBalancer: {
      albArnSuffix: 'app/restartix-production-alb/50dc6c495c0c9188',
      certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
    },
    services: {
      'core-api': {
        metricDimensions: { ClusterName: cluster, ServiceName: 'restartix-production-core-api' },
        targetGroupArnSuffix: 'targetgroup/restartix-production-core-api/73e2d6bc24d8a067',
      },
      pgbouncer: { metricDimensions: { ClusterName: cluster, ServiceName: 'restartix-production-pgbouncer' } },
    },
    nats: {
      'eu-central-1a': {
        strategy: 'nat-instance',
        autoscalingGroup: { name: 'restartix-production-vpc-nat-eu-central-1a' },
      },
      'eu-central-1b': { strategy: 'nat-gateway', gateway: { id: 'nat-0123456789abcdef0' } },
    },
    cluster: { capacityProviders: ['FARGATE'] },
    databases: {
      database: {
        metricDimensions: { DBInstanceIdentifier: 'restartix-production-database' },
        maxConnections: 400,
      },
    },
    databaseEvents: true,
    minFreeStorageGib: 20,
    caches: { cache: { replicationGroupId: 'restartix-production-redis', nodes: ['001', '002'] } },
    queues: { imports: { queueName: 'restartix-production-imports-failed', meaning: 'An import failed for good.' } },
    schedules: {
      groupName: 'restartix-production-scheduled-tasks',
      failureRuleName: 'restartix-production-scheduled-tasks-failed',
      taskNames: ['usage-quota-reset', 'backup-runner'],
      deadLetterQueueName: 'restartix-production-scheduled-tasks-dead-letters',
    },
    backups: {
      database: {
        successMetric: { namespace: 'Restartix/Backups', metricName: 'BackupSucceeded', dimensions: {} },
        expectedEveryHours: 24,
      },
    },
    email: {
      metricDimensions: { 'ses:configuration-set': 'restartix-production' },
      deadLetterQueueName: 'restartix-production-ses-webhook-failed',
    },
    businessMetrics: [
      {
        title: 'Appointments',
        namespace: 'Restartix/Business',
        metricName: 'AppointmentsBooked',
        dimensions: {},
        statistic: 'Sum',
      },
    ],
    overrides: {
      'core-api-latency': { threshold: 1.5, severity: 'critical' },
      'cache-002-evictions': { disabled: 'The replica evicts what the primary evicts' },
    },
  });
}
