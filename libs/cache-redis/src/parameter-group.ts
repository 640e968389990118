import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import type { Construct } from 'constructs';
import type { CacheRedisConfig } from './cache-redis.config';
import type { Family } from './engine';

/** A family cannot change, so that each has a group of its own; versions of one family share it. */
export function makeParameterGroup(
  scope: Construct,
  identifier: string,
  { maxmemoryPolicy = 'volatile-lru', numCacheNodes = 1 }: CacheRedisConfig,
  family: Family,
): ElasticacheParameterGroup {
  const id = family.replace('.', '-');
  return new ElasticacheParameterGroup(scope, `parameters-${id}`, {
    name: `${identifier}-${id}`,
    family,
    description: `What ${identifier} requires of ${family}`,
    parameter: [
      { name: 'maxmemory-policy', value: maxmemoryPolicy },
      ...(numCacheNodes > 1 ? [{ name: 'cluster-enabled', value: 'yes' }] : []),
    ],
    // Removed after the cache has left it, not before.
    lifecycle: { createBeforeDestroy: true },
  });
}
