import { fakeContext, refuse, type Answers } from '../testing/fake-account';
import { linesOf } from '../testing/findings';
import { offers } from './index';

const resource = {
  aws_rds_cluster: { cluster: { engine: 'aurora-postgresql', engine_version: '16' } },
  aws_rds_cluster_instance: {
    writer: {
      cluster_identifier: '${aws_rds_cluster.cluster.id}',
      engine: '${aws_rds_cluster.cluster.engine}',
      instance_class: 'db.serverless',
    },
  },
  aws_elasticache_replication_group: {
    cache: { engine: 'redis', engine_version: '7.1', node_type: 'cache.t4g.small' },
  },
  aws_subnet: { a: { availability_zone: 'eu-central-1a' }, b: { availability_zone: 'eu-central-1b' } },
  aws_launch_template: { nat: { instance_type: 't4g.nano' } },
};
const offering = (Location: string): object => ({ InstanceType: 't4g.nano', Location });
const OFFERED: Answers = {
  DescribeDBEngineVersionsCommand: () => ({ DBEngineVersions: [{ EngineVersion: '16.6' }, { EngineVersion: '16.8' }] }),
  DescribeOrderableDBInstanceOptionsCommand: ({ EngineVersion }) => ({
    OrderableDBInstanceOptions: EngineVersion === '16.8' ? [{}] : [],
  }),
  DescribeCacheEngineVersionsCommand: () => ({ CacheEngineVersions: [{ EngineVersion: '7.1' }] }),
  DescribeReservedCacheNodesOfferingsCommand: () => ({ ReservedCacheNodesOfferings: [{}] }),
  DescribeInstanceTypeOfferingsCommand: () => ({
    InstanceTypeOfferings: [offering('eu-central-1a'), offering('eu-central-1b')],
  }),
};
const lines = (answers: Answers): Promise<string[]> =>
  linesOf(fakeContext({ resource, answers: { ...OFFERED, ...answers } }), offers);

describe('versions and sizes', () => {
  it('are ok when the region offers them, a class with the newest minor of its engine', async () => {
    expect(await lines({})).toEqual([
      'ok: database engine aurora-postgresql 16: is offered as 16.8',
      'ok: instance class db.serverless: is offered for aurora-postgresql 16.8',
      'ok: cache engine redis 7.1: is offered',
      'ok: cache node type cache.t4g.small: is offered in eu-central-1',
      'ok: instance type t4g.nano: is offered in every zone',
    ]);
  });

  it.each([
    [
      'a retired engine version',
      { DescribeDBEngineVersionsCommand: () => ({ DBEngineVersions: [] }) },
      'failure: database engine aurora-postgresql 16: is not offered for new instances in eu-central-1',
    ],
    [
      'a version that is listed as deprecated',
      {
        DescribeDBEngineVersionsCommand: () => ({
          DBEngineVersions: [{ EngineVersion: '16.1', Status: 'deprecated' }],
        }),
      },
      'failure: database engine aurora-postgresql 16: is not offered for new instances in eu-central-1',
    ],
    [
      'an instance class',
      { DescribeOrderableDBInstanceOptionsCommand: () => ({}) },
      'failure: instance class db.serverless: is not offered for aurora-postgresql 16.8 in eu-central-1',
    ],
    [
      'a cache version',
      { DescribeCacheEngineVersionsCommand: () => ({ CacheEngineVersions: [{ EngineVersion: '7.0' }] }) },
      'failure: cache engine redis 7.1: is not offered in eu-central-1 (there is 7.0)',
    ],
    [
      'a node type',
      { DescribeReservedCacheNodesOfferingsCommand: refuse('ReservedCacheNodesOfferingNotFoundFault') },
      'warning: cache node type cache.t4g.small: cannot be reserved in eu-central-1, so it is probably not offered there',
    ],
    [
      'an instance type in one zone',
      { DescribeInstanceTypeOfferingsCommand: () => ({ InstanceTypeOfferings: [offering('eu-central-1a')] }) },
      'failure: instance type t4g.nano: is not offered in eu-central-1b',
    ],
  ])('name %s that is not offered', async (_, answers, line) => {
    expect(await lines(answers)).toContain(line);
  });
});
