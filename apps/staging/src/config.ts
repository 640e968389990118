import type { DatabaseAuroraServerlessConfig } from '@restartix/database-aurora-serverless';
import type { PlatformConfig, Wired } from '@restartix/platform';
import { allow } from './allow';

/** One of the three Next.js applications. */
const FRONTEND = { cpu: 256, memory: 512, minCapacity: 1, maxCapacity: 2, targetCpuPct: 70, useSpot: true } as const;

/** Everything of staging that is a value. How it is connected is in `PlatformStack` of `@restartix/platform`. */
export const config: PlatformConfig<Wired<DatabaseAuroraServerlessConfig>> = {
  env: {
    env: 'staging',
    accountId: '123456789012',
    region: 'eu-central-1',
    state: { bucket: 'restartix-tfstate', region: 'eu-central-1' },
    permissionsBoundary: 'restartix-staging-boundary',
    allow,
  },

  domain: { zone: 'restartix.pro', suffix: '-staging' },
  cloudflare: {
    accountId: 'fedcba9876543210fedcba9876543210',
    zoneId: '0123456789abcdef0123456789abcdef',
    zoneRules: 'shared', // production owns the zone's
    edgeCertificate: {},
    ingress: 'cloudflare',
  },

  network: {
    vpcCidr: '10.10.0.0/16',
    otherCidrs: { production: '10.20.0.0/16' },
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-instance',
    flowLogs: { retentionInDays: 30 },
  },

  database: {
    minCapacity: 0, // scale to zero
    maxCapacity: 2,
    enableScaleToZero: true,
    backupRetentionPeriod: 1,
    deletionProtection: false,
    secretRecoveryWindowInDays: 0,
  },

  databaseUsers: { versions: [1], current: 1 },

  cache: {
    nodeType: 'cache.t4g.micro',
    numCacheNodes: 1,
    replicas: 0,
    snapshotRetentionLimit: 1,
    onDestroy: 'nothing',
    secretRecoveryWindowInDays: 0,
  },

  cluster: { enableFargateSpot: true },
  loadBalancer: { deletionProtection: false, accessLogs: { retentionInDays: 30, forceDestroy: true } },
  keys: { deletionProtection: false },
  registry: { forceDelete: true },
  secrets: { recoveryWindowInDays: 0 },

  logLevel: 'debug',
  services: {
    'core-api': {
      cpu: 512, // 0.5 vCPU
      memory: 1024, // MiB
      minCapacity: 1,
      maxCapacity: 3,
      targetCpuPct: 70,
      useSpot: true,
    },
    'telemetry-api': { cpu: 256, memory: 512, minCapacity: 1, maxCapacity: 3, targetCpuPct: 70, useSpot: true },
    clinic: FRONTEND,
    portal: FRONTEND,
    console: FRONTEND,
  },
  pgbouncer: { cpu: 256, memory: 512, desiredCount: 1, useSpot: true },

  schedules: {
    checkProviders: 'rate(5 minutes)',
    backupRunner: null, // by hand in staging
  },

  email: { bounceWebhookUrl: null, dmarc: { reportTo: 'dmarc@restartix.pro' } },
  observability: { alarmsEmailSubscribers: ['platform-team@restartix.pro'] },
};
