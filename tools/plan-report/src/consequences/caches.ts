import type { Row } from './consequence';
import { and, changed, changeOf, gone, where } from './conditions';

const CACHES = ['aws_elasticache_replication_group', 'aws_elasticache_cluster'];

/** ElastiCache. */
export const CACHE_ROWS: readonly Row[] = [
  {
    types: CACHES,
    kind: 'data-lost',
    when: gone,
    text: 'all sessions, locks and cached data',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteReplicationGroup.html',
  },
  {
    types: CACHES,
    kind: 'irreversible',
    when: and(
      gone,
      where('without `final_snapshot_identifier`', ({ before }) => !before['final_snapshot_identifier']),
    ),
    text: 'no final snapshot is taken (final_snapshot_identifier)',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteReplicationGroup.html',
  },
  {
    // The provider would remove the one and add the other in one call.
    types: ['aws_elasticache_replication_group'],
    kind: 'refused-by-aws',
    when: and(
      changed('auth_token'),
      where('`user_group_ids` with it', (change) => changeOf(change, 'user_group_ids') !== undefined),
    ),
    text: 'it changes between a token and IAM users, which AWS does not do in one step',
    steps:
      'Choose auth for the life of a cache. Or make a second CacheRedis under another name with the new auth, point the services at it, deploy, and remove the first one.',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html',
  },
];
