import { CacheRedis, type CacheRedisConfig } from '@restartix/cache-redis';
import { PLACE, parityOf } from './parity';

export const cacheRedis = parityOf({
  module: 'cache-redis',
  construct: CacheRedis,
  base: { ...PLACE, nodeType: 'cache.t4g.micro', numCacheNodes: 1, replicas: 0 } as CacheRedisConfig,
  inputs: {
    env: { env: 'production' },
    node_type: { nodeType: 'cache.t4g.small' },
    num_cache_nodes: { numCacheNodes: 2, replicas: 1 },
    replicas: { replicas: 1 },
    vpc_id: {
      deviation: 'Accepted, because all data modules take the same placement; AWS derives the VPC from the subnets.',
    },
    subnet_ids: { subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef2'] },
    security_group_ids: { securityGroupIds: ['sg-0123456789abcdef1'] },
  },
  outputs: { primary_endpoint: 'primaryEndpoint', port: 'port' },
  resources: [
    { spec: 'aws_elasticache_subnet_group', type: 'aws_elasticache_subnet_group', count: 1 },
    {
      spec: 'aws_elasticache_replication_group, encrypted at rest and in transit',
      type: 'aws_elasticache_replication_group',
      arguments: { at_rest_encryption_enabled: 'true', transit_encryption_enabled: true, num_cache_clusters: 1 },
    },
    {
      spec: 'production: Multi-AZ, a primary and a replica',
      type: 'aws_elasticache_replication_group',
      arguments: { multi_az_enabled: true, automatic_failover_enabled: true, num_cache_clusters: 2 },
      given: { replicas: 1 },
    },
  ],
  notes: {
    'the AUTH token is generated and is in Secrets Manager': (found) =>
      Object.keys(found.ephemeral('aws_secretsmanager_random_password')).length === 1 &&
      Object.keys(found.resources('aws_secretsmanager_secret_version')).length === 1,
  },
});
