import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Op } from 'cdktf';
import { Observability } from '@restartix/observability';
import { ACCOUNT, key } from './given';
import { updateBehavior } from './rows';

const suffix = (name: string): string => `app/${name}/50dc6c495c0c9188`;
const certificate = (last: number): string =>
  `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-55555555555${last}`;
const service = (name: string): { metricDimensions: { ClusterName: string; ServiceName: string } } => ({
  metricDimensions: { ClusterName: 'restartix-staging-cluster', ServiceName: `restartix-staging-${name}` },
});
const api = { ...service('core-api'), targetGroupArnSuffix: 'targetgroup/core-api/73e2d6bc24d8a067' };
const database = { metricDimensions: { DBClusterIdentifier: 'restartix-staging' }, maxConnections: 400 };
const cache = { replicationGroupId: 'restartix-staging-redis', nodes: ['001'] };
const imports = { queueName: 'restartix-staging-imports-failed', meaning: 'An import failed.' };
const schedules = { groupName: 'tasks', failureRuleName: 'tasks-failed', taskNames: ['report'] };
const backup = {
  successMetric: { namespace: 'Restartix/Backups', metricName: 'BackupSucceeded', dimensions: {} },
  expectedEveryHours: 24,
};
const email = { metricDimensions: { 'ses:configuration-set': 'restartix-staging' } };
const appointments = {
  ...{ title: 'Appointments', namespace: 'Restartix/Business', metricName: 'AppointmentsBooked' },
  ...{ dimensions: {}, statistic: 'Sum' },
};
const instance = { strategy: 'nat-instance' as const, autoscalingGroup: { name: 'restartix-staging-nat' } };
const gateway = { strategy: 'nat-gateway' as const, gateway: { id: 'nat-0123456789abcdef0' } };
const withApi = { services: { 'core-api': api } };
const withBalancers = { loadBalancers: { second: { albArnSuffix: suffix('second') } } };
const withAlb = { loadBalancer: { albArnSuffix: suffix('alb') } };
const withSlack = { slack: { workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' } };
const withOverride = { ...withApi, overrides: { 'core-api-cpu': {} } };

export const observability = updateBehavior({
  module: 'observability',
  construct: Observability,
  given: (stack) => {
    const { id } = new S3Bucket(stack, 'known-after-apply', { bucketPrefix: 'given-' });
    const image = (name: string): { isDeployed: ReturnType<typeof Op.eq> } => ({ isDeployed: Op.eq(id, name) });
    return { key: key(stack), another: key(stack, 'another-key'), one: image('one'), two: image('two') };
  },
  base: { alarmsEmailSubscribers: ['platform-team@restartix.pro'] },
  inputs: {
    alarmsEmailSubscribers: {
      values: [['platform-team@restartix.pro'], ['platform-team@restartix.pro', 'on-call@restartix.pro']],
    },
    slack: { values: [withSlack.slack, { ...withSlack.slack, channelId: 'C07EZ1ABC24' }] },
    'slack.workspaceId': { values: ['T07EA123LEP', 'T07EA123LEQ'], with: withSlack },
    'slack.channelId': { values: ['C07EZ1ABC23', 'C07EZ1ABC24'], with: withSlack },
    slackWebhookUrl: {
      untried:
        'It needs a secret with the URL in it; an update in place of an `aws_cloudwatch_event_connection` and its destination.',
    },
    runbookUrl: {
      values: ['https://docs.restartix.pro/runbook', 'https://docs.restartix.pro/alarms'],
      with: withApi,
    },
    kmsKeyId: { values: [({ key }) => key, ({ another }) => another] },
    services: { values: [{ 'core-api': api }, { 'core-api': api, worker: service('worker') }] },
    'services.*.metricDimensions': {
      values: [service('core-api').metricDimensions, service('core').metricDimensions],
      with: withApi,
    },
    'services.*.metricDimensions.ClusterName': { values: ['restartix-staging-cluster', 'shared'], with: withApi },
    'services.*.metricDimensions.ServiceName': { values: ['restartix-staging-core-api', 'core'], with: withApi },
    'services.*.targetGroupArnSuffix': {
      values: ['targetgroup/core-api/73e2d6bc24d8a067', 'targetgroup/core-api/73e2d6bc24d8a068'],
      with: { ...withApi, ...withAlb },
    },
    'services.*.albArnSuffix': {
      values: [suffix('second'), suffix('third')],
      with: {
        ...withApi,
        ...withAlb,
        loadBalancers: { second: { albArnSuffix: suffix('second') }, third: { albArnSuffix: suffix('third') } },
      },
    },
    'services.*.image': { values: [({ one }) => one, ({ two }) => two], with: withApi },
    loadBalancer: { values: [{ albArnSuffix: suffix('alb') }, { albArnSuffix: suffix('other') }] },
    'loadBalancer.albArnSuffix': { values: [suffix('alb'), suffix('other')], with: withAlb },
    'loadBalancer.certificateArn': { values: [certificate(1), certificate(2)], with: withAlb },
    loadBalancers: {
      values: [
        withBalancers.loadBalancers,
        { ...withBalancers.loadBalancers, third: { albArnSuffix: suffix('third') } },
      ],
    },
    nats: { values: [{ 'eu-central-1a': instance }, { 'eu-central-1a': gateway }] },
    'nats.*.strategy': { untried: 'It comes with the NAT: see `nats`.' },
    'nats.*.autoscalingGroup': { untried: 'It comes with the NAT: see `nats`.' },
    'nats.*.autoscalingGroup.name': {
      values: ['restartix-staging-nat', 'restartix-staging-nat-2'],
      with: { nats: { 'eu-central-1a': instance } },
    },
    'nats.*.gateway': { untried: 'It comes with the NAT: see `nats`.' },
    'nats.*.gateway.id': {
      values: ['nat-0123456789abcdef0', 'nat-0123456789abcdef1'],
      with: { nats: { 'eu-central-1a': gateway } },
    },
    cluster: { values: [{ capacityProviders: ['FARGATE'] }, { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }] },
    'cluster.capacityProviders': {
      values: [['FARGATE'], ['FARGATE', 'FARGATE_SPOT']],
      with: { cluster: { capacityProviders: ['FARGATE'] } },
    },
    databases: {
      values: [
        { database },
        { database, reports: { ...database, metricDimensions: { DBInstanceIdentifier: 'reports' } } },
      ],
    },
    'databases.*.metricDimensions': {
      values: [{ DBClusterIdentifier: 'restartix-staging' }, { DBClusterIdentifier: 'restartix-staging-2' }],
      with: { databases: { database } },
    },
    'databases.*.maxConnections': { values: [400, 800], with: { databases: { database } } },
    'databases.*.maxCapacity': { values: [4, 8], with: { databases: { database } } },
    databaseEvents: { values: [true, false], with: { databases: { database } } },
    minFreeStorageGib: {
      values: [20, 30],
      with: { databases: { database: { ...database, metricDimensions: { DBInstanceIdentifier: 'reports' } } } },
    },
    caches: { values: [{ cache }, { cache: { ...cache, nodes: ['001', '002'] } }] },
    'caches.*.replicationGroupId': { values: ['redis-1', 'redis-2'], with: { caches: { cache } } },
    'caches.*.nodes': { values: [['001'], ['001', '002']], with: { caches: { cache } } },
    queues: { values: [{ imports }, { imports, exports: { ...imports, queueName: 'exports' } }] },
    'queues.*.queueName': { values: ['imports', 'exports'], with: { queues: { imports } } },
    'queues.*.meaning': { values: ['An import failed.', 'An import failed for good.'], with: { queues: { imports } } },
    schedules: { values: [schedules, { ...schedules, taskNames: ['report', 'cleanup'] }] },
    'schedules.groupName': { values: ['tasks', 'jobs'], with: { schedules } },
    'schedules.failureRuleName': { values: ['tasks-failed', 'jobs-failed'], with: { schedules } },
    'schedules.taskNames': { values: [['report'], ['report', 'cleanup']], with: { schedules } },
    'schedules.deadLetterQueueName': { values: ['dead', 'letters'], with: { schedules } },
    backups: { values: [{ database: backup }, { database: { ...backup, expectedEveryHours: 12 } }] },
    'backups.*.successMetric': {
      values: [backup.successMetric, { ...backup.successMetric, metricName: 'BackupDone' }],
      with: { backups: { database: backup } },
    },
    'backups.*.expectedEveryHours': { values: [24, 12], with: { backups: { database: backup } } },
    'backups.*.image': { values: [({ one }) => one, ({ two }) => two], with: { backups: { database: backup } } },
    email: { values: [email, { ...email, deadLetterQueueName: 'ses-failed' }] },
    'email.metricDimensions': {
      values: [email.metricDimensions, { 'ses:configuration-set': 'restartix-other' }],
      with: { email },
    },
    'email.metricDimensions.ses:configuration-set': {
      values: ['restartix-staging', 'restartix-other'],
      with: { email },
    },
    'email.deadLetterQueueName': { values: ['ses-failed', 'ses-dead'], with: { email } },
    businessMetrics: { values: [[appointments], [{ ...appointments, title: 'Booked' }]] },
    'businessMetrics[].title': { values: ['Appointments', 'Booked'], with: { businessMetrics: [appointments] } },
    'businessMetrics[].namespace': {
      values: ['Restartix/Business', 'Business'],
      with: { businessMetrics: [appointments] },
    },
    'businessMetrics[].metricName': {
      values: ['AppointmentsBooked', 'Booked'],
      with: { businessMetrics: [appointments] },
    },
    'businessMetrics[].dimensions': { values: [{}, { Clinic: 'one' }], with: { businessMetrics: [appointments] } },
    'businessMetrics[].statistic': { values: ['Sum', 'Average'], with: { businessMetrics: [appointments] } },
    overrides: {
      values: [{ 'core-api-cpu': { threshold: 80 } }, { 'core-api-cpu': { threshold: 90 } }],
      with: withApi,
    },
    'overrides.*.threshold': { values: [80, 90], with: withOverride },
    'overrides.*.severity': { values: ['critical', 'warning'], with: withOverride },
    'overrides.*.disabled': { values: ['It is watched elsewhere', 'Nobody needs it'], with: withOverride },
  },
  places: { Metric: 'businessMetrics[]' },
});
