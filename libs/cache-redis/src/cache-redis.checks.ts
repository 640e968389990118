import {
  checkBounds,
  checkConfig,
  checkKnown,
  checkLogRetention,
  checkValues,
  checkWindows,
  isKnown,
  type ReportProblem,
} from '@restartix/core';
import { ENGINE_FAMILIES, familyOf, newestVersion } from './engine';
import { type CacheRedisConfig, DEFAULTS } from './cache-redis.config';
import { CACHE_REDIS_CONFIG } from './generated-inputs';

// Minutes (Amazon ElastiCache).
const SHORTEST_WINDOW = 60;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkCacheRedis(id: string, config: CacheRedisConfig): void {
  checkValues('cache-redis', id, config, {
    inputs: CACHE_REDIS_CONFIG,
    unknownLists: ['subnetIds', 'securityGroupIds'],
  });
  checkConfig('cache-redis', id, (problem) => {
    checkSize(config, problem);
    checkEngine(config, problem);
    checkSnapshots(config, problem);
    checkAuth(config, problem);
    checkLogRetention('logRetentionInDays', config.logRetentionInDays, problem);
  });
}

function checkSize(
  { nodeType, numCacheNodes, replicas, subnetIds, securityGroupIds, name }: CacheRedisConfig,
  problem: ReportProblem,
): void {
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
  const because = 'it decides how many nodes there are';
  checkKnown(
    problem,
    { property: 'numCacheNodes', value: numCacheNodes, because },
    { property: 'replicas', value: replicas, because },
  );
  checkBounds(
    problem,
    {
      property: 'numCacheNodes',
      value: numCacheNodes,
      min: 1,
      max: 500,
      unit: 'shards',
      by: 'Amazon ElastiCache; 90 until the quota is raised',
      fix: 'Use 1, and `replicas` for failover.',
    },
    {
      property: 'replicas',
      value: replicas,
      min: 0,
      max: 5,
      unit: 'for each primary',
      by: 'Amazon ElastiCache',
      fix: 'Use 0 for staging, 1 for production.',
    },
  );
  if (isKnown(securityGroupIds) && securityGroupIds.length === 0) {
    problem({
      property: 'securityGroupIds',
      value: securityGroupIds,
      allowed: "one or more: without one, AWS takes the VPC's default group",
      fix: "Give the network's security group for the cache.",
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

function checkEngine(
  { engine = DEFAULTS.engine, engineVersion, upgradeFrom, port }: CacheRedisConfig,
  problem: ReportProblem,
): void {
  if (upgradeFrom !== undefined && upgradeFrom === familyOf(engine, engineVersion ?? newestVersion(engine))) {
    problem({
      property: 'upgradeFrom',
      value: upgradeFrom,
      allowed: `another family than that of ${engine} ${engineVersion ?? newestVersion(engine)}, which needs no new group`,
      fix: 'Remove it.',
    });
  }
  if (engineVersion !== undefined && !familyOf(engine, engineVersion)) {
    problem({
      property: 'engineVersion',
      value: engineVersion,
      allowed: `${Object.keys(ENGINE_FAMILIES[engine]).join(', ')} of ${engine} (Amazon ElastiCache; older ones lack TLS or logs)`,
      fix: 'Leave it out for the newest.',
    });
  }
  checkBounds(problem, { property: 'port', value: port, min: 1, max: 65_535, fix: 'Use 6379.' });
}

function checkSnapshots({ snapshotRetentionLimit, ...config }: CacheRedisConfig, problem: ReportProblem): void {
  checkBounds(problem, {
    property: 'snapshotRetentionLimit',
    value: snapshotRetentionLimit,
    min: 0,
    max: 35,
    unit: 'days',
    by: 'Amazon ElastiCache',
    fix: 'Use 7.',
  });
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
  problem: ReportProblem,
): void {
  checkBounds(problem, {
    property: 'tokenVersion',
    value: tokenVersion,
    min: 1,
    fix: 'Start at 1 and raise it by one for a new token.',
  });
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
