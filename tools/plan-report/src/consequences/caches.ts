import type { Starts } from '../model';
import type { PlannedChange, Row } from './consequence';
import { and, away, changed, changeOf, gone, isNumber, not, was, where } from './conditions';
import { versions } from './versions';

const GUIDE = 'https://docs.aws.amazon.com/AmazonElastiCache/latest';
const CACHES = ['aws_elasticache_replication_group', 'aws_elasticache_cluster'];
const GROUP = ['aws_elasticache_replication_group'];

const failsOver = was('automatic_failover_enabled', true);
const oneNode = not(failsOver, 'without automatic failover');

/** When ElastiCache does what interrupts. */
function starts({ after }: PlannedChange): Starts {
  return after['apply_immediately'] === true ? 'at once' : 'in the maintenance window';
}

/** ElastiCache. What is not here (replicas, snapshots, logs, users, the rotation of a token) interrupts nothing. */
export const CACHE_ROWS: readonly Row[] = [
  {
    id: 'cache-gone',
    types: CACHES,
    kind: 'data-lost',
    when: gone,
    text: 'all sessions, locks and cached data',
    source: `${GUIDE}/APIReference/API_DeleteReplicationGroup.html`,
  },
  {
    id: 'cache-without-snapshot',
    types: CACHES,
    kind: 'irreversible',
    when: and(
      gone,
      where('without `final_snapshot_identifier`', ({ before }) => !before['final_snapshot_identifier']),
    ),
    text: 'no final snapshot is taken (final_snapshot_identifier)',
    source: `${GUIDE}/APIReference/API_DeleteReplicationGroup.html`,
  },
  {
    // The provider would remove the one and add the other in one call.
    id: 'cache-auth',
    types: GROUP,
    kind: 'refused-by-aws',
    when: and(
      changed('auth_token'),
      where('`user_group_ids` with it', (change) => changeOf(change, 'user_group_ids') !== undefined),
    ),
    text: 'it changes between a token and IAM users, which AWS does not do in one step',
    steps:
      'Choose auth for the life of a cache. Or make a second CacheRedis under another name with the new auth, point the services at it, deploy, and remove the first one.',
    source: `${GUIDE}/dg/Clusters.RBAC.html`,
  },
  {
    id: 'cache-cluster-mode',
    types: GROUP,
    kind: 'refused-by-aws',
    when: where('changed between one shard and cluster mode', ({ action, before, after }) => {
      if (action !== 'update') return false;
      const { cluster_enabled: clustered, num_node_groups: shards, num_cache_clusters: nodes } = before;
      return clustered === true
        ? after['num_node_groups'] === shards &&
            isNumber(after['num_cache_clusters']) &&
            after['num_cache_clusters'] !== nodes
        : clustered === false && isNumber(after['num_node_groups']) && after['num_node_groups'] > 1;
    }),
    text: 'a running cache does not change between one shard and cluster mode',
    steps:
      'Choose numCacheNodes 1 or more than 1 for the life of a cache. Or make a second CacheRedis under another name, point the services at it, deploy, and remove the first one.',
    source: `${GUIDE}/dg/VersionManagement.HowTo.html`,
  },
  {
    id: 'cache-node-type',
    types: GROUP,
    kind: 'interrupted',
    when: and(changed('node_type'), oneNode),
    text: 'the cache answers at a new node once DNS has it',
    lasts: { seconds: 60 },
    starts,
    source: `${GUIDE}/dg/CacheNodes.NodeMigration.html`,
  },
  {
    id: 'cache-node-type-with-failover',
    types: GROUP,
    kind: 'interrupted',
    when: and(changed('node_type'), failsOver),
    text: 'connections to the old nodes are cut',
    lasts: { seconds: 1 },
    starts,
    source: `${GUIDE}/dg/CacheNodes.NodeMigration.html`,
  },
  {
    id: 'cache-version',
    types: GROUP,
    kind: 'interrupted',
    when: and(changed('engine_version', 'engine'), oneNode),
    text: 'the cache is upgraded from {from} to {to} and answers nothing meanwhile',
    values: engines,
    lasts: 'not documented',
    starts,
    source: `${GUIDE}/dg/VersionManagement.HowTo.html`,
  },
  {
    // "A few seconds"; up to a minute until clients have the new address.
    id: 'cache-version-with-failover',
    types: GROUP,
    kind: 'interrupted',
    when: and(changed('engine_version', 'engine'), failsOver),
    text: 'the cache is upgraded from {from} to {to}: it takes no writes during the failover, and all connections are cut',
    values: engines,
    lasts: { seconds: 60 },
    starts,
    source: `${GUIDE}/dg/VersionManagement.HowTo.html`,
  },
  {
    id: 'cache-users-away',
    types: ['aws_elasticache_user', 'aws_elasticache_user_group'],
    kind: 'interrupted',
    when: away,
    text: 'who logs in to a cache with it is refused',
    lasts: 'not documented',
    source: `${GUIDE}/dg/Clusters.RBAC.html`,
  },
];

function engines(change: PlannedChange): { readonly from: string; readonly to: string } {
  const { from, to } = versions(change);
  const named = (engine: unknown, version: string): string => [engine, version].filter(Boolean).join(' ');
  return { from: named(change.before['engine'], from), to: named(change.after['engine'], to) };
}
