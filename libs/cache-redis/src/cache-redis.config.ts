import {
  checkConfig,
  checkLogRetention,
  checkWindows,
  isKnown,
  isWhole,
  type ConfigProblem,
  type ModuleConfig,
} from '@restartix/core';
import { ENGINE_FAMILIES, familyOf, type Engine } from './engine';

/**
 * How clients prove who they are.
 * - `token`: one password for all, kept in Secrets Manager
 * - `iam`: short-lived tokens of an IAM role; nothing secret exists
 */
export type CacheAuth = 'token' | 'iam';

/** Inputs of the cache. */
export interface CacheRedisConfig extends ModuleConfig {
  /**
   * Logical name: the replication group is `{project}-{env}-{name}`, shortened to 40 characters.
   * @default 'redis'
   */
  readonly name?: string;
  /** Size of each node, e.g. `cache.t4g.micro`. */
  readonly nodeType: string;
  /**
   * Shards. 1 is one primary; more is cluster mode, which clients must speak. Chosen for good when the cache is made:
   * ElastiCache turns cluster mode on in steps that Terraform cannot take.
   * @default 1
   */
  readonly numCacheNodes?: number;
  /** Replicas of each primary, 0 to 5. One or more brings automatic failover over two zones. */
  readonly replicas: number;
  /** The VPC that the nodes stand in. */
  readonly vpcId: string;
  /** Private subnets of the nodes; in two zones or more with replicas. */
  readonly subnetIds: readonly string[];
  /** Security groups of the nodes: who may connect. */
  readonly securityGroupIds: readonly string[];
  /**
   * How clients prove who they are: `token` is one password for all, kept in Secrets Manager; `iam` is short-lived tokens of
   * an IAM role, and nothing secret exists.
   * @default 'token' - every client library can send a password
   */
  readonly auth?: CacheAuth;
  /**
   * Raise it for a new token; cache and secret change in the same apply, and the old token stays valid until the next.
   * @default 1
   */
  readonly tokenVersion?: number;
  /**
   * Redis, or Valkey: its open fork, a fifth cheaper.
   * @default 'redis' - as the specification has it
   */
  readonly engine?: Engine;
  /**
   * Version of the engine, `major.minor`.
   * @default '7.1', or '8.2' for valkey
   */
  readonly engineVersion?: string;
  /**
   * Port that the nodes listen on.
   * @default 6379
   */
  readonly port?: number;
  /**
   * ARN of the KMS key for data at rest and for the token's secret.
   * @default - AWS's own keys
   */
  readonly kmsKeyId?: string;
  /**
   * Which keys go when memory is full.
   * @default 'volatile-lru' - those with a time to live; queues and locks stay
   */
  readonly maxmemoryPolicy?:
    'volatile-lru' | 'allkeys-lru' | 'volatile-lfu' | 'allkeys-lfu' | 'volatile-ttl' | 'noeviction';
  /**
   * Days of daily snapshots, 0 (none) to 35.
   * @default 7
   */
  readonly snapshotRetentionLimit?: number;
  /**
   * Daily, `HH:MM-HH:MM` in UTC, an hour or more.
   * @default '02:00-03:00'
   */
  readonly snapshotWindow?: string;
  /**
   * Weekly, `ddd:HH:MM-ddd:HH:MM` in UTC, an hour or more, not during the snapshot.
   * @default 'sun:04:00-sun:05:00'
   */
  readonly maintenanceWindow?: string;
  /**
   * What a destroy leaves behind.
   * @default 'snapshot' - a final snapshot, `{group}-final`
   */
  readonly onDestroy?: 'snapshot' | 'nothing';
  /**
   * Applies changes at once instead of in the next maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /**
   * Days that slow and engine logs stay.
   * @default 30
   */
  readonly logRetentionInDays?: number;
  /**
   * Days in which the deleted token's secret can be restored, 7 to 30, or 0 to delete it at once.
   * @default 30
   */
  readonly secretRecoveryWindowInDays?: number;
}

export const DEFAULTS = {
  engine: 'redis',
  port: 6379,
  snapshotRetentionLimit: 7,
  snapshotWindow: '02:00-03:00',
  maintenanceWindow: 'sun:04:00-sun:05:00',
} as const;

// Minutes (Amazon ElastiCache).
const SHORTEST_WINDOW = 60;

type Report = (problem: ConfigProblem) => void;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkCacheRedisConfig(id: string, config: CacheRedisConfig): void {
  checkConfig('cache-redis', id, (problem) => {
    checkSize(config, problem);
    checkEngine(config, problem);
    checkSnapshots(config, problem);
    checkAuth(config, problem);
    checkLogRetention('logRetentionInDays', config.logRetentionInDays, problem);
  });
}

function checkSize({ nodeType, numCacheNodes, replicas, subnetIds, name }: CacheRedisConfig, problem: Report): void {
  if (name !== undefined && !/^[a-z]([a-z0-9]|-(?!-))*[a-z0-9]$/.test(name)) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and single hyphens, starting with a letter (Amazon ElastiCache)',
      fix: 'Use a name such as redis.',
    });
  }
  if (isKnown(nodeType) && !/^cache\.[a-z0-9]+\.[a-z0-9]+$/.test(nodeType)) {
    problem({
      property: 'nodeType',
      value: nodeType,
      allowed: 'a node type such as cache.t4g.micro',
      fix: 'Put "cache." in front of the size.',
    });
  }
  if (isKnown(numCacheNodes) && !isWhole(numCacheNodes, 1, 500)) {
    problem({
      property: 'numCacheNodes',
      value: numCacheNodes,
      allowed: '1 to 500 shards (Amazon ElastiCache; 90 until the quota is raised)',
      fix: 'Use 1, and `replicas` for failover.',
    });
  }
  if (isKnown(replicas) && !isWhole(replicas, 0, 5)) {
    problem({
      property: 'replicas',
      value: replicas,
      allowed: '0 to 5 for each primary (Amazon ElastiCache)',
      fix: 'Use 0 for staging, 1 for production.',
    });
  }
  if (isKnown(subnetIds) && new Set(subnetIds).size < (replicas > 0 ? 2 : 1)) {
    problem({
      property: 'subnetIds',
      value: subnetIds,
      allowed: replicas > 0 ? 'two or more with replicas: failover goes to another zone' : 'one or more',
      fix: 'Give the private subnet of each zone.',
    });
  }
}

function checkEngine({ engine = DEFAULTS.engine, engineVersion, port }: CacheRedisConfig, problem: Report): void {
  if (engineVersion !== undefined && !familyOf(engine, engineVersion)) {
    problem({
      property: 'engineVersion',
      value: engineVersion,
      allowed: `${Object.keys(ENGINE_FAMILIES[engine]).join(', ')} of ${engine} (Amazon ElastiCache; older ones lack TLS or logs)`,
      fix: 'Leave it out for the newest.',
    });
  }
  if (isKnown(port) && !isWhole(port, 1, 65_535)) {
    problem({ property: 'port', value: port, allowed: '1 to 65535', fix: 'Use 6379.' });
  }
}

function checkSnapshots({ snapshotRetentionLimit, ...config }: CacheRedisConfig, problem: Report): void {
  if (isKnown(snapshotRetentionLimit) && !isWhole(snapshotRetentionLimit, 0, 35)) {
    problem({
      property: 'snapshotRetentionLimit',
      value: snapshotRetentionLimit,
      allowed: '0 to 35 days (Amazon ElastiCache)',
      fix: 'Use 7.',
    });
  }
  const { snapshotWindow, maintenanceWindow } = DEFAULTS;
  checkWindows(
    {
      daily: { property: 'snapshotWindow', value: config.snapshotWindow ?? snapshotWindow, fallback: snapshotWindow },
      weekly: {
        property: 'maintenanceWindow',
        value: config.maintenanceWindow ?? maintenanceWindow,
        fallback: maintenanceWindow,
      },
      shortest: SHORTEST_WINDOW,
      service: 'Amazon ElastiCache',
    },
    problem,
  );
}

function checkAuth(
  { auth = 'token', tokenVersion, engine = DEFAULTS.engine, engineVersion }: CacheRedisConfig,
  problem: Report,
): void {
  if (isKnown(tokenVersion) && !isWhole(tokenVersion, 1, Number.MAX_SAFE_INTEGER)) {
    problem({
      property: 'tokenVersion',
      value: tokenVersion,
      allowed: 'whole numbers from 1',
      fix: 'Start at 1 and raise it by one for a new token.',
    });
  }
  if (tokenVersion !== undefined && auth === 'iam') {
    problem({
      property: 'tokenVersion',
      value: tokenVersion,
      allowed: "nothing with auth 'iam': there is no token",
      fix: 'Remove it.',
    });
  }
  if (auth === 'iam' && engine === 'redis' && engineVersion !== undefined && Number(engineVersion) < 7) {
    problem({
      property: 'auth',
      value: auth,
      allowed: "'token' with Redis before 7.0 (Amazon ElastiCache)",
      fix: 'Raise engineVersion to 7.1.',
    });
  }
}
