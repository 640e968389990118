import { DescribeClustersCommand, DescribeServicesCommand, ECSClient, type Tag } from '@aws-sdk/client-ecs';
import {
  DescribeRepositoriesCommand,
  ECRClient,
  ListTagsForResourceCommand as ListRepositoryTagsCommand,
} from '@aws-sdk/client-ecr';
import {
  ListNamespacesCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import type { SdkConfiguration } from '../run/session';
import { byName, type Lookups, type Tags, tagsOf, unless } from './lookup';

export function containerLookups(sdk: SdkConfiguration): Lookups {
  const ecs = new ECSClient(sdk);
  const ecr = new ECRClient(sdk);
  const cloudMap = new ServiceDiscoveryClient(sdk);
  const mapTags = async (ResourceARN: string | undefined): Promise<Tags> =>
    tagsOf((await cloudMap.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags);
  return {
    aws_ecr_repository: byName('name', async (name) => {
      const asked = ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
      const found = (await unless(['RepositoryNotFoundException'], asked))?.repositories?.[0];
      if (!found) return undefined;
      const { tags } = await ecr.send(new ListRepositoryTagsCommand({ resourceArn: found.repositoryArn }));
      return { id: name, tags: tagsOf(tags) };
    }),
    aws_ecs_cluster: byName('name', async (name) => {
      const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: [name], include: ['TAGS'] }));
      const found = clusters.find(({ status }) => status !== 'INACTIVE');
      return found && { id: name, tags: ecsTags(found.tags) };
    }),
    aws_ecs_service: {
      by: ['cluster', 'name'],
      find: async ({ cluster = '', name = '' }) => {
        const asked = ecs.send(new DescribeServicesCommand({ cluster, services: [name], include: ['TAGS'] }));
        const { services = [] } = (await unless(['ClusterNotFoundException'], asked)) ?? {};
        return services
          .filter(({ status }) => status === 'ACTIVE')
          .map(({ tags, serviceArn }) => ({
            id: `${cluster.replace(/^.*\//, '')}/${name}`,
            ...(serviceArn ? { recordedAs: serviceArn } : {}),
            tags: ecsTags(tags),
          }));
      },
    },
    aws_service_discovery_private_dns_namespace: {
      by: ['name', 'vpc'],
      find: async ({ name = '', vpc }) => {
        const Filters = [{ Name: 'NAME' as const, Values: [name] }];
        const { Namespaces = [] } = await cloudMap.send(new ListNamespacesCommand({ Filters }));
        return Promise.all(
          Namespaces.filter(({ Name }) => Name === name).map(async ({ Id, Arn }) => ({
            id: `${Id}:${vpc}`,
            ...(Id ? { recordedAs: Id } : {}),
            tags: await mapTags(Arn),
          })),
        );
      },
    },
    aws_service_discovery_service: {
      by: ['name', 'dns_config[0].namespace_id'],
      find: async ({ name, 'dns_config[0].namespace_id': namespace = '' }) => {
        const Filters = [{ Name: 'NAMESPACE_ID' as const, Values: [namespace] }];
        const { Services = [] } = await cloudMap.send(new ListServicesCommand({ Filters }));
        return Services.filter(({ Name }) => Name === name).map(({ Id = '' }) => ({ id: Id }));
      },
    },
  };
}

function ecsTags(tags: readonly Tag[] | undefined): Tags {
  return tagsOf(tags?.map(({ key, value }) => ({ Key: key!, Value: value! })));
}
