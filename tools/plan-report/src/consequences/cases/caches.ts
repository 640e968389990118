import { destroy, update, whenDestroyed, whenOldFirst, type Case } from './plans';

const CACHE = 'aws_elasticache_replication_group';
const ONE = { automatic_failover_enabled: false, apply_immediately: true };
const TWO = { automatic_failover_enabled: true, apply_immediately: true };

export const CACHE_CASES: Readonly<Record<string, Case>> = {
  'cache-gone': whenDestroyed(CACHE, 'all sessions, locks and cached data'),
  'cache-without-snapshot': {
    hit: destroy(CACHE),
    miss: destroy(CACHE, { final_snapshot_identifier: 'last' }),
    says: 'no final snapshot is taken (final_snapshot_identifier)',
  },
  'cache-auth': {
    hit: update(CACHE, { auth_token: 'a', user_group_ids: [] }, { auth_token: null, user_group_ids: ['b'] }),
    miss: update(CACHE, { auth_token: 'a', user_group_ids: [] }, { auth_token: 'b' }),
    says: 'it changes between a token and IAM users, which AWS does not do in one step',
  },
  'cache-cluster-mode': {
    hit: update(CACHE, { cluster_enabled: false, num_node_groups: 1 }, { num_node_groups: 2 }),
    miss: update(CACHE, { cluster_enabled: true, num_node_groups: 2 }, { num_node_groups: 3 }),
    says: 'a running cache does not change between one shard and cluster mode',
  },
  'cache-node-type': {
    hit: update(CACHE, { ...ONE, node_type: 'a' }, { node_type: 'b' }),
    miss: update(CACHE, { ...TWO, node_type: 'a' }, { node_type: 'b' }),
    says: 'the cache answers at a new node once DNS has it (up to 1 minute)',
  },
  'cache-node-type-with-failover': {
    hit: update(CACHE, { ...TWO, node_type: 'a' }, { node_type: 'b' }),
    miss: update(CACHE, { ...TWO, node_type: 'a' }, { snapshot_window: 'b' }),
    says: 'connections to the old nodes are cut (up to 1 second)',
  },
  'cache-version': {
    hit: update(CACHE, { ...ONE, engine: 'redis', engine_version: '7.0' }, { engine: 'valkey', engine_version: '8.0' }),
    miss: update(
      CACHE,
      { ...TWO, engine: 'redis', engine_version: '7.0' },
      { engine: 'valkey', engine_version: '8.0' },
    ),
    says: 'the cache is upgraded from redis 7.0 to valkey 8.0 and answers nothing meanwhile (duration not documented)',
  },
  'cache-version-with-failover': {
    hit: update(CACHE, { ...TWO, engine: 'redis', engine_version: '7.0' }, { engine_version: '7.1' }),
    miss: update(CACHE, { ...ONE, engine: 'redis', engine_version: '7.0' }, { engine_version: '7.1' }),
    says: 'the cache is upgraded from redis 7.0 to redis 7.1: it takes no writes during the failover, and all connections are cut (up to 1 minute)',
  },
  'cache-users-away': whenOldFirst(
    'aws_elasticache_user',
    'who logs in to a cache with it is refused (duration not documented)',
  ),
};
