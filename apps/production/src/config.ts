import type { DatabaseRdsConfig } from '@restartix/database-rds';
import type { PlatformConfig, Wired } from '@restartix/platform';
import { allow } from './allow';

/**
 * Whether AWS refuses to delete what holds data or takes traffic. The runbook says when, and in which order, this is
 * ever false.
 */
const PROTECTED = true as boolean;

/** Every service runs on demand, keeps its old revisions for a rollback, and its log for a quarter. */
const ON_DEMAND = {
  targetCpuPct: 70,
  useSpot: false,
  oldRevisions: PROTECTED ? 'keep' : 'deregister',
  logs: { retentionInDays: 90 },
} as const;

/** One of the three Next.js applications. */
const FRONTEND = { ...ON_DEMAND, cpu: 512, memory: 1024, desiredCount: 2, minCapacity: 2, maxCapacity: 6 } as const;

/** Everything of production that is a value. How it is connected is in `PlatformStack` of `@restartix/platform`. */
export const config: PlatformConfig<Wired<DatabaseRdsConfig>> = {
  env: {
    env: 'production',
    accountId: '123456789012',
    region: 'eu-central-1',
    state: { bucket: 'restartix-tfstate', region: 'eu-central-1' },
    permissionsBoundary: 'restartix-production-boundary',
    allow,
  },

  domain: { zone: 'restartix.pro', suffix: '' },
  cloudflare: {
    accountId: 'fedcba9876543210fedcba9876543210',
    zoneId: '0123456789abcdef0123456789abcdef',
    zoneRules: 'owner',
    edgeCertificate: {},
    ingress: 'cloudflare',
  },

  network: {
    vpcCidr: '10.20.0.0/16',
    otherCidrs: { staging: '10.10.0.0/16' },
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-gateway',
    flowLogs: { retentionInDays: 90 },
  },

  database: {
    instanceClass: 'db.t4g.medium',
    allocatedStorage: 100, // GiB
    maxAllocatedStorage: 500,
    multiAz: true,
    backupRetentionPeriod: 14,
    deletionProtection: PROTECTED,
    secretRecoveryWindowInDays: PROTECTED ? 30 : 0,
  },

  databaseUsers: { versions: [1], current: 1 },

  cache: {
    nodeType: 'cache.t4g.small',
    numCacheNodes: 1,
    replicas: 1,
    snapshotRetentionLimit: 7,
    secretRecoveryWindowInDays: PROTECTED ? 30 : 0,
  },

  cluster: { enableFargateSpot: false },
  loadBalancer: { deletionProtection: PROTECTED, accessLogs: { retentionInDays: 365, forceDestroy: !PROTECTED } },
  keys: { deletionProtection: PROTECTED },
  registry: { forceDelete: !PROTECTED },
  secrets: { recoveryWindowInDays: PROTECTED ? 30 : 0 },

  services: {
    'core-api': { ...ON_DEMAND, cpu: 1024, memory: 2048, desiredCount: 2, minCapacity: 2, maxCapacity: 10 },
    'telemetry-api': { ...ON_DEMAND, cpu: 512, memory: 1024, desiredCount: 2, minCapacity: 2, maxCapacity: 6 },
    clinic: FRONTEND,
    portal: FRONTEND,
    console: FRONTEND,
  },
  pgbouncer: {
    cpu: 512,
    memory: 1024,
    desiredCount: 2,
    useSpot: false,
    oldRevisions: ON_DEMAND.oldRevisions,
    logs: ON_DEMAND.logs,
  },

  schedules: {
    checkProviders: 'rate(1 minute)',
    backupRunner: 'cron(0 2 * * ? *)',
  },

  email: {
    bounceWebhookUrl: 'https://api.restartix.pro/webhooks/ses',
    dmarc: { reportTo: 'dmarc@restartix.pro' },
  },
  observability: {
    alarmsEmailSubscribers: ['platform-team@restartix.pro'],
    databaseEvents: true,
    minFreeStorageGib: 20,
  },
};
