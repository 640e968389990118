import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { type ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import {
  checkOpenPort,
  claimName,
  contextOf,
  finalSnapshotName,
  renamedFrom,
  type PolicyStatement,
} from '@restartix/core';
import { Construct } from 'constructs';
import { connectPolicy, makeAuth, type Auth } from './auth';
import { checkCacheRedis } from './cache-redis.checks';
import { DEFAULTS, type CacheRedisConfig } from './cache-redis.config';
import { familyOf, newestVersion } from './engine';
import { makeParameterGroup } from './parameter-group';
import { LOG_TYPES, makeLogGroups, type LogType } from './logs';

// Amazon ElastiCache.
const MAX_REPLICATION_GROUP_ID = 40;

/** What services, policies and alarms take from a cache. */
export interface CacheRedisOutputs {
  /** Host that takes writes; in cluster mode the configuration endpoint. */
  readonly primaryEndpoint: string;
  /** Host that takes reads; the primary's own without replicas. */
  readonly readerEndpoint: string;
  /** Port that clients connect to. */
  readonly port: number;
  /** Id of the group, e.g. `restartix-staging-redis`. */
  readonly replicationGroupId: string;
  /** ARN of the group. */
  readonly replicationGroupArn: string;
  /** Ends of the nodes' ids after `replicationGroupId`: `001`, and `0001-001` in cluster mode. Each has its own metrics. */
  readonly nodes: readonly string[];
  /** Secret with the key `token`; undefined with IAM authentication. */
  readonly authSecretArn: string | undefined;
  /** What a role needs to connect; empty with a token, which is all that it takes. */
  readonly connectPolicy: readonly PolicyStatement[];
}

/** A Redis (or Valkey) replication group, encrypted at rest and in transit, closed to unauthenticated clients . */
export class CacheRedis extends Construct implements CacheRedisOutputs {
  readonly primaryEndpoint: string;
  readonly readerEndpoint: string;
  readonly port: number;
  readonly replicationGroupId: string;
  readonly replicationGroupArn: string;
  readonly nodes: readonly string[];
  readonly authSecretArn: string | undefined;
  readonly connectPolicy: readonly PolicyStatement[];

  readonly subnetGroup: ElasticacheSubnetGroup;
  readonly parameterGroup: ElasticacheParameterGroup;
  /** Of the family in `upgradeFrom`. */
  readonly previousParameterGroup: ElasticacheParameterGroup | undefined;
  readonly logGroups: Readonly<Record<LogType, CloudwatchLogGroup>>;
  readonly auth: Auth;
  readonly replicationGroup: ElasticacheReplicationGroup;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: CacheRedisConfig) {
    super(scope, id);
    checkCacheRedis(id, config);
    checkOpenPort(this, {
      module: 'cache-redis',
      port: config.port ?? DEFAULTS.port,
      securityGroupIds: config.securityGroupIds,
      fix: `Set dataPorts.redis of the network to ${config.port ?? DEFAULTS.port} too.`,
    });
    const context = contextOf(this, 'cache-redis', id, config);
    const { name = 'redis', engine = DEFAULTS.engine, replicas, numCacheNodes = 1, onDestroy = 'snapshot' } = config;
    const engineVersion = config.engineVersion ?? newestVersion(engine);
    const identifier = context.name(name, MAX_REPLICATION_GROUP_ID);
    const clustered = numCacheNodes > 1;
    claimName(this, { module: 'cache-redis', property: 'name', value: name, physicalName: identifier });

    this.subnetGroup = new ElasticacheSubnetGroup(this, 'subnets', {
      name: identifier,
      description: `Private subnets of ${identifier}`,
      subnetIds: [...config.subnetIds],
    });
    this.parameterGroup = makeParameterGroup(this, identifier, config, familyOf(engine, engineVersion)!);
    this.previousParameterGroup =
      config.upgradeFrom && makeParameterGroup(this, identifier, config, config.upgradeFrom);
    renamedFrom('parameters', this.previousParameterGroup ?? this.parameterGroup);
    this.logGroups = makeLogGroups(this, {
      identifier,
      retentionInDays: config.logRetentionInDays,
      kmsKeyId: config.logKmsKeyArn,
    });
    this.auth = makeAuth(this, { context, name, config });

    this.replicationGroup = new ElasticacheReplicationGroup(this, 'group', {
      replicationGroupId: identifier,
      description: `${context.project} ${context.env} ${name}`,
      engine,
      engineVersion,
      nodeType: config.nodeType,
      port: config.port ?? DEFAULTS.port,
      ...(clustered
        ? { numNodeGroups: numCacheNodes, replicasPerNodeGroup: replicas }
        : { numCacheClusters: 1 + replicas }),
      // Cluster mode cannot do without failover, even with nothing to fail over to (Amazon ElastiCache).
      automaticFailoverEnabled: clustered || replicas > 0,
      multiAzEnabled: replicas > 0,
      subnetGroupName: this.subnetGroup.name,
      securityGroupIds: [...config.securityGroupIds],
      parameterGroupName: this.parameterGroup.name,
      atRestEncryptionEnabled: 'true',
      transitEncryptionEnabled: true,
      kmsKeyId: config.kmsKeyId,
      ...this.auth.arguments,
      snapshotRetentionLimit: config.snapshotRetentionLimit ?? DEFAULTS.snapshotRetentionLimit,
      snapshotWindow: config.snapshotWindow ?? DEFAULTS.snapshotWindow,
      maintenanceWindow: config.maintenanceWindow ?? DEFAULTS.maintenanceWindow,
      finalSnapshotIdentifier: onDestroy === 'snapshot' ? finalSnapshotName(this, identifier) : undefined,
      autoMinorVersionUpgrade: 'true',
      applyImmediately: config.applyImmediately ?? false,
      logDeliveryConfiguration: LOG_TYPES.map((logType) => ({
        logType,
        logFormat: 'json',
        destinationType: 'cloudwatch-logs',
        destination: this.logGroups[logType].name,
      })),
    });

    this.primaryEndpoint = clustered
      ? this.replicationGroup.configurationEndpointAddress
      : this.replicationGroup.primaryEndpointAddress;
    this.readerEndpoint =
      !clustered && replicas > 0 ? this.replicationGroup.readerEndpointAddress : this.primaryEndpoint;
    this.port = config.port ?? DEFAULTS.port;
    this.replicationGroupId = this.replicationGroup.replicationGroupId;
    this.replicationGroupArn = this.replicationGroup.arn;
    this.nodes = nodesOf({ numCacheNodes, replicas });
    this.authSecretArn = this.auth.secret?.arn;
    this.connectPolicy = this.auth.iam ? connectPolicy(this.replicationGroupArn, this.auth.iam.user) : [];
  }

  /**
   * `rediss://:token@host:port` as an ephemeral expression: usable only in write-only arguments.
   * @throws Error with IAM authentication, which has no token.
   */
  get connectionUrl(): string {
    if (!this.auth.secret)
      throw new Error(`${this.node.path} uses IAM authentication: there is no token to connect with.`);
    return `rediss://:${this.auth.secret.read('token')}@${this.primaryEndpoint}:${this.port}`;
  }
}

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Endpoints.html
function nodesOf({ numCacheNodes, replicas }: { readonly numCacheNodes: number; readonly replicas: number }): string[] {
  const inGroup = numbered(1 + replicas, 3);
  return numCacheNodes === 1
    ? inGroup
    : numbered(numCacheNodes, 4).flatMap((group) => inGroup.map((node) => `${group}-${node}`));
}

/** `001`, `002`, … */
function numbered(count: number, digits: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(digits, '0'));
}
