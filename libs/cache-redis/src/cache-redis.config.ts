import type { ModuleConfig } from '@restartix/core';
import type { Engine, Family } from './engine';

/**
 * How clients authenticate.
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
  /** VPC to deploy into. */
  readonly vpcId: string;
  /** Private subnets of the nodes; in two zones or more with replicas. */
  readonly subnetIds: readonly string[];
  /** Security groups of the nodes: who may connect. */
  readonly securityGroupIds: readonly string[];
  /**
   * How clients authenticate: `token` is one password for all, kept in Secrets Manager; `iam` is short-lived tokens of
   * an IAM role, and nothing secret exists. Chosen for good when the cache is made: AWS takes users only in the very call
   * that deletes the token, and Terraform makes two. Make a second cache, and move the services.
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
   * The parameter group's family that runs, for as long as an upgrade to another takes, e.g. `'redis6.x'`: its group stays
   * until the cache has left it. Remove it once the new version runs.
   * @default - none: the old group is removed in the same apply, which needs `applyImmediately`
   */
  readonly upgradeFrom?: Family;
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
   * @default 'snapshot' - a final snapshot, `{group}-final-{suffix}`
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
   * ARN of the KMS key of the log groups. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
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
