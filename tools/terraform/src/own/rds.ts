import {
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBSubnetGroupsCommand,
  DescribeEventSubscriptionsCommand,
  ListTagsForResourceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { SdkConfiguration } from '../run/session';
import { byName, type Found, type Lookup, type Lookups, tagsOf, unless } from './lookup';

export function rdsLookups(sdk: SdkConfiguration): Lookups {
  const client = new RDSClient(sdk);
  const tagged = async (id: string, ResourceName: string | undefined): Promise<Found | undefined> =>
    ResourceName === undefined
      ? undefined
      : { id, tags: tagsOf((await client.send(new ListTagsForResourceCommand({ ResourceName }))).TagList) };
  const instance: Lookup = byName('identifier', async (DBInstanceIdentifier) => {
    const asked = client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    const { DBInstances: [found] = [] } =
      (await unless(['DBInstanceNotFoundFault', 'DBInstanceNotFound'], asked)) ?? {};
    return found && isKept(found.DBInstanceStatus)
      ? { id: DBInstanceIdentifier, tags: tagsOf(found.TagList) }
      : undefined;
  });
  return {
    aws_db_instance: instance,
    aws_rds_cluster_instance: instance,
    aws_rds_cluster: byName('cluster_identifier', async (DBClusterIdentifier) => {
      const asked = client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
      const { DBClusters: [found] = [] } = (await unless(['DBClusterNotFoundFault'], asked)) ?? {};
      return found && isKept(found.Status) ? { id: DBClusterIdentifier, tags: tagsOf(found.TagList) } : undefined;
    }),
    aws_db_subnet_group: byName('name', async (DBSubnetGroupName) => {
      const asked = client.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }));
      const found = await unless(['DBSubnetGroupNotFoundFault'], asked);
      return tagged(DBSubnetGroupName, found?.DBSubnetGroups?.[0]?.DBSubnetGroupArn);
    }),
    aws_db_parameter_group: byName('name', async (DBParameterGroupName) => {
      const asked = client.send(new DescribeDBParameterGroupsCommand({ DBParameterGroupName }));
      const found = await unless(['DBParameterGroupNotFoundFault', 'DBParameterGroupNotFound'], asked);
      return tagged(DBParameterGroupName, found?.DBParameterGroups?.[0]?.DBParameterGroupArn);
    }),
    aws_rds_cluster_parameter_group: byName('name', async (DBClusterParameterGroupName) => {
      const asked = client.send(new DescribeDBClusterParameterGroupsCommand({ DBClusterParameterGroupName }));
      const found = await unless(['DBParameterGroupNotFoundFault', 'DBParameterGroupNotFound'], asked);
      return tagged(DBClusterParameterGroupName, found?.DBClusterParameterGroups?.[0]?.DBClusterParameterGroupArn);
    }),
    aws_db_event_subscription: byName('name', async (SubscriptionName) => {
      const asked = client.send(new DescribeEventSubscriptionsCommand({ SubscriptionName }));
      const found = await unless(['SubscriptionNotFoundFault', 'SubscriptionNotFound'], asked);
      return tagged(SubscriptionName, found?.EventSubscriptionsList?.[0]?.EventSubscriptionArn);
    }),
  };
}

/** What is being deleted is nobody's any more. */
function isKept(status: string | undefined): boolean {
  return status !== 'deleting';
}
