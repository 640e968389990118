import { CacheRedis } from '@restartix/cache-redis';
import { AROUND_DATA_INPUTS, aroundData } from './around-data';
import { updateBehavior } from './rows';

export const cacheRedis = updateBehavior({
  module: 'cache-redis',
  construct: CacheRedis,
  given: aroundData,
  base: ({ vpcId, subnetIds, groups: [group] }) => ({
    nodeType: 'cache.t4g.micro',
    replicas: 0,
    vpcId,
    subnetIds: subnetIds.slice(0, 2),
    securityGroupIds: [group],
  }),
  replacements: 'a cache takes minutes to make',
  inputs: {
    ...AROUND_DATA_INPUTS,
    name: { values: ['cache', 'sessions'] },
    nodeType: { values: ['cache.t4g.micro', 'cache.t4g.small'] },
    numCacheNodes: { values: [2, 3] },
    replicas: { values: [0, 1] },
    auth: { values: ['iam', 'token'] },
    tokenVersion: { values: [2, 3] },
    engine: { values: ['valkey', 'redis'] },
    engineVersion: { values: ['7.0', '7.1'] },
    upgradeFrom: { values: ['redis6.x', 'valkey7'] },
    port: { values: [6380, 6381] },
    maxmemoryPolicy: { values: ['allkeys-lru', 'noeviction'] },
    snapshotRetentionLimit: { values: [1, 2] },
    snapshotWindow: { values: ['01:00-02:00', '06:00-07:00'] },
    maintenanceWindow: { values: ['mon:04:00-mon:05:00', 'tue:04:00-tue:05:00'] },
  },
});
