import {
  DescribeCacheEngineVersionsCommand,
  DescribeReservedCacheNodesOfferingsCommand,
} from '@aws-sdk/client-elasticache';
import { ask, askFor } from '../ask';
import type { Check } from '../check';
import { command } from '../command';
import { failure, ok, warning } from '../finding';

export const cacheEngineCheck: Check = {
  subject: 'cache engine',
  concerns: ({ synthesis }) => synthesis.count('aws_elasticache_replication_group') > 0,
  run: async ({ aws: { elasticache }, synthesis, region }) =>
    Promise.all(
      synthesis.all('aws_elasticache_replication_group').map(async (group) => {
        const engine = synthesis.text(group, 'engine') ?? 'redis';
        const version = synthesis.text(group, 'engine_version') ?? '';
        const subject = `cache engine ${engine} ${version}`;
        const { CacheEngineVersions = [] } = await ask('elasticache:DescribeCacheEngineVersions', () =>
          elasticache.send(new DescribeCacheEngineVersionsCommand({ Engine: engine })),
        );
        const versions = CacheEngineVersions.flatMap(({ EngineVersion }) => EngineVersion ?? []);
        if (versions.some((each) => each === version || each.startsWith(`${version}.`)))
          return ok(subject, 'is offered');
        const list = command(
          'aws',
          'elasticache',
          'describe-cache-engine-versions',
          '--region',
          region,
          '--engine',
          engine,
        );
        return failure(
          subject,
          `is not offered in ${region} (there is ${versions.join(', ') || 'none'})`,
          `take one of: ${list}`,
        );
      }),
    ),
};

/** ElastiCache lists no types that can be ordered; what can be reserved exists in the region. */
export const cacheNodeCheck: Check = {
  subject: 'cache node type',
  concerns: cacheEngineCheck.concerns!,
  run: async ({ aws: { elasticache }, synthesis, region }) =>
    Promise.all(
      [...new Set(synthesis.texts('aws_elasticache_replication_group', 'node_type'))].map(async (type) => {
        const subject = `cache node type ${type}`;
        const found = await askFor(
          'elasticache:DescribeReservedCacheNodesOfferings',
          ['ReservedCacheNodesOfferingNotFound', 'ReservedCacheNodesOfferingNotFoundFault'],
          () =>
            elasticache.send(new DescribeReservedCacheNodesOfferingsCommand({ CacheNodeType: type, MaxRecords: 20 })),
        );
        if ((found?.ReservedCacheNodesOfferings ?? []).length > 0) return ok(subject, `is offered in ${region}`);
        const list = ['--region', region, '--query', 'ReservedCacheNodesOfferings[].CacheNodeType'];
        return warning(
          subject,
          `cannot be reserved in ${region}, so it is probably not offered there`,
          `take one of: ${command('aws', 'elasticache', 'describe-reserved-cache-nodes-offerings', ...list)}`,
        );
      }),
    ),
};
