import type { EnvStackConfig } from '@restartix/core';
import type { CacheRedisConfig } from '@restartix/cache-redis';
import type { DatabaseAuroraServerlessConfig } from '@restartix/database-aurora-serverless';
import type { EcsClusterConfig } from '@restartix/ecs-cluster';
import type { EcsServiceOptions, FargateSize } from '@restartix/ecs-service';
import type { NetworkConfig } from '@restartix/network';

/** What the three Next.js applications have in common. */
const FRONTEND = {
  cpu: 256,
  memory: 512,
  minCapacity: 1,
  maxCapacity: 2,
  targetCpuPct: 70,
  healthCheckPath: '/api/health',
  useSpot: true,
  secretNames: ['clerk'],
} as const;

/** Everything of staging that is a value and not a connection between modules. */
export const config = {
  env: {
    env: 'staging',
    region: 'eu-central-1',
    state: { bucket: 'restartix-tfstate' },
  } satisfies EnvStackConfig,

  network: {
    vpcCidr: '10.10.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-instance',
  } satisfies NetworkConfig,

  database: {
    minCapacity: 0, // scale to zero
    maxCapacity: 2,
    enableScaleToZero: true,
    backupRetentionPeriod: 1,
    deletionProtection: false,
    secretRecoveryWindowInDays: 0,
  } satisfies Wired<DatabaseAuroraServerlessConfig>,

  cache: {
    nodeType: 'cache.t4g.micro',
    numCacheNodes: 1,
    replicas: 0,
    snapshotRetentionLimit: 1,
    onDestroy: 'nothing',
    secretRecoveryWindowInDays: 0,
  } satisfies Wired<CacheRedisConfig>,

  cluster: { enableFargateSpot: true } satisfies EcsClusterConfig,

  loadBalancer: { deletionProtection: false },
  registry: { forceDelete: true },
  secrets: { recoveryWindowInDays: 0 },

  services: {
    'core-api': {
      port: 9000,
      cpu: 512, // 0.5 vCPU
      memory: 1024, // MiB
      minCapacity: 1,
      maxCapacity: 3,
      targetCpuPct: 70,
      healthCheckPath: '/health',
      useSpot: true,
      hosts: ['api-staging.restartix.pro'],
      secretNames: ['database', 'redis', 'encryption', 'clerk', 'external', 'email-bootstrap'],
    },
    'telemetry-api': {
      port: 9100,
      cpu: 256,
      memory: 512,
      minCapacity: 1,
      maxCapacity: 3,
      targetCpuPct: 70,
      healthCheckPath: '/health',
      useSpot: true,
      hosts: ['telemetry-staging.restartix.pro'],
      secretNames: ['database', 'redis'],
    },
    clinic: { ...FRONTEND, port: 3000, hosts: ['*.clinic-staging.restartix.pro'] },
    portal: { ...FRONTEND, port: 3001, hosts: ['*.portal-staging.restartix.pro'] },
    console: { ...FRONTEND, port: 3002, hosts: ['console-staging.restartix.pro'] },
  } satisfies Record<string, WebService>,

  pgbouncer: {
    port: 6432,
    cpu: 256,
    memory: 512,
    desiredCount: 1,
    useSpot: true,
    environment: { POOL_MODE: 'transaction', MAX_CLIENT_CONN: '500', DEFAULT_POOL_SIZE: '20' },
  } satisfies Service,
} as const;

/** A module's inputs without those that come from other modules. */
type Wired<Config> = Omit<Config, 'vpcId' | 'subnetIds' | 'securityGroupIds' | 'kmsKeyId'>;

type Service = FargateSize &
  Pick<
    EcsServiceOptions,
    | 'port'
    | 'desiredCount'
    | 'minCapacity'
    | 'maxCapacity'
    | 'targetCpuPct'
    | 'healthCheckPath'
    | 'useSpot'
    | 'environment'
  >;

type WebService = Service & { readonly hosts: readonly string[]; readonly secretNames: readonly SecretName[] };

/** The environment's secrets: `restartix/{env}/{name}`. */
export type SecretName = 'database' | 'redis' | 'encryption' | 'clerk' | 'external' | 'email-bootstrap';
