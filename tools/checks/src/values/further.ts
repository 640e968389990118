const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/pool-a1b2c3';
const HEALTH_CHECK = {
  command: ['CMD', '/alive'],
  intervalSeconds: 30,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 10,
};
const REPOSITORY = { githubOrg: 'restartix', githubRepo: 'core-api', githubOwnerId: '1', githubRepoId: '2' };
const WORKFLOW = 'restartix/infrastructure/.github/workflows/deploy-application.yml@refs/heads/main';
const ALB = 'app/restartix-staging-reports/0123456789abcdef';

/** Inputs that no example has, for the minimal one of a library. */
export const FURTHER: Readonly<Record<string, object>> = {
  'cache-redis': { secretRecoveryWindowInDays: 7, logKmsKeyArn: KEY },
  'database-aurora-serverless': {
    minCapacity: 0,
    secondsUntilAutoPause: 600,
    engineVersion: '16',
    upgradeFrom: '15',
    logKmsKeyArn: KEY,
  },
  'database-rds': { logKmsKeyArn: KEY },
  'deploy-iam': {
    deployRoles: {
      reports: {
        services: ['reports'],
        repositories: ['reports'],
        jobs: ['reports'],
        otherJobs: ['reports-once'],
        secrets: ['reports'],
        otherLogs: ['/reports/audit'],
        deployWorkflowRef: WORKFLOW,
        applications: [REPOSITORY],
      },
    },
    applications: [REPOSITORY],
    deployWorkflowRef: WORKFLOW,
  },
  'ecs-cluster': { insightsRetentionInDays: 30, logKmsKeyArn: KEY },
  'ecs-service': {
    renamedFrom: 'mail',
    repositoryArn: 'arn:aws:ecr:eu-central-1:123456789012:repository/core-api',
    secrets: { KEY: { arn: SECRET, jsonKey: 'KEY', versionStage: 'AWSPREVIOUS' } },
    containerHealthCheck: HEALTH_CHECK,
    serviceDiscovery: { namespaceId: 'ns-0123456789abcdef', ttlSeconds: 10, name: 'api' },
    sidecars: {
      proxy: {
        imageUri: 'public.ecr.aws/nginx/nginx:1.27',
        repositoryArn: 'arn:aws:ecr:eu-central-1:123456789012:repository/proxy',
        environment: { LOG_FORMAT: '%h' },
        secrets: { KEY: { arn: SECRET, jsonKey: 'KEY', versionStage: 'AWSPREVIOUS' } },
        command: ['run'],
        entryPoint: ['/proxy'],
        user: '1001',
        containerHealthCheck: HEALTH_CHECK,
        ulimits: { nofile: { soft: 1024, hard: 4096 } },
        stopTimeoutSeconds: 30,
      },
    },
  },
  'edge-cloudflare': {
    zoneRules: 'owner',
    hosts: {
      reports: {
        name: 'reports-staging.restartix.pro',
        albDnsName: 'restartix-staging-reports-1.eu-central-1.elb.amazonaws.com',
      },
    },
    wafRules: [{ ref: 'block', description: 'No such path', expression: 'http.host eq "a"', action: 'block' }],
    cacheRules: [
      { ref: 'keep', description: 'Never changes', expression: 'http.host eq "a"', cache: true, edgeTtlSeconds: 60 },
    ],
  },
  'encryption-key': { publishers: ['cloudwatch'] },
  'load-balancer': { accessLogs: { bucketName: 'restartix-alb-logs' } },
  network: {
    dataPorts: { rds: 5433, redis: 6380 },
    natZone: 'eu-central-1a',
    flowLogs: { retentionInDays: 30, kmsKeyArn: KEY },
  },
  observability: {
    loadBalancers: {
      reports: {
        albArnSuffix: ALB,
        certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
      },
    },
    services: {
      reports: {
        metricDimensions: { ClusterName: 'restartix-staging-cluster', ServiceName: 'restartix-staging-reports' },
        targetGroupArnSuffix: 'targetgroup/reports/0123456789abcdef',
        albArnSuffix: ALB,
      },
    },
    backups: {
      database: {
        successMetric: { namespace: 'restartix', metricName: 'Backups', dimensions: { Environment: 'staging' } },
        expectedEveryHours: 24,
      },
    },
    businessMetrics: [
      {
        title: 'Sign-ups',
        namespace: 'restartix',
        metricName: 'SignUps',
        dimensions: { Environment: 'staging' },
        statistic: 'Sum',
      },
    ],
  },
  'scheduled-tasks': {
    databaseAutoPauseSeconds: 600,
    logKmsKeyArn: KEY,
    tasks: {
      'check-providers': {
        runs: {
          taskDefinitionArnWithoutRevision:
            'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-core-api',
          containerName: 'core-api',
          taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task',
          executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-execution',
          subnetIds: ['subnet-0123456789abcdef0'],
          securityGroupIds: ['sg-0123456789abcdef0'],
        },
        scheduleExpression: 'rate(5 minutes)',
        timeZone: 'Europe/Berlin',
        retry: { maximumAgeSeconds: 120 },
      },
    },
  },
  'storage-backups': {
    databaseStorageGib: 40,
    retention: { mode: 'GOVERNANCE', years: 1 },
    logKmsKeyArn: KEY,
    backupEncryptionSecretArn: { current: '1', arns: { '1': SECRET } },
  },
  'storage-s3': { enableObjectLock: true, retention: { mode: 'GOVERNANCE', years: 1 } },
};
