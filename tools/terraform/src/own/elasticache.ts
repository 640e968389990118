import {
  DescribeCacheParameterGroupsCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-elasticache';
import type { SdkConfiguration } from '../run/session';
import { byName, type Found, type Lookups, tagsOf, unless } from './lookup';

export function elasticacheLookups(sdk: SdkConfiguration): Lookups {
  const client = new ElastiCacheClient(sdk);
  const tagged = async (id: string, ResourceName: string | undefined): Promise<Found | undefined> =>
    ResourceName === undefined
      ? undefined
      : { id, tags: tagsOf((await client.send(new ListTagsForResourceCommand({ ResourceName }))).TagList) };
  return {
    aws_elasticache_replication_group: byName('replication_group_id', async (ReplicationGroupId) => {
      const asked = client.send(new DescribeReplicationGroupsCommand({ ReplicationGroupId }));
      const { ReplicationGroups: [found] = [] } = (await unless(['ReplicationGroupNotFoundFault'], asked)) ?? {};
      return found?.Status === 'deleting' ? undefined : tagged(ReplicationGroupId, found?.ARN);
    }),
    aws_elasticache_subnet_group: byName('name', async (CacheSubnetGroupName) => {
      const asked = client.send(new DescribeCacheSubnetGroupsCommand({ CacheSubnetGroupName }));
      const found = await unless(['CacheSubnetGroupNotFoundFault'], asked);
      return tagged(CacheSubnetGroupName, found?.CacheSubnetGroups?.[0]?.ARN);
    }),
    aws_elasticache_parameter_group: byName('name', async (CacheParameterGroupName) => {
      const asked = client.send(new DescribeCacheParameterGroupsCommand({ CacheParameterGroupName }));
      const absent = ['CacheParameterGroupNotFoundFault', 'CacheParameterGroupNotFound'];
      return tagged(CacheParameterGroupName, (await unless(absent, asked))?.CacheParameterGroups?.[0]?.ARN);
    }),
  };
}
