import {
  paginateDescribeNatGateways,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  DescribeAddressesCommand,
} from '@aws-sdk/client-ec2';
import { paginateDescribeLoadBalancers, paginateDescribeTargetGroups } from '@aws-sdk/client-elastic-load-balancing-v2';
import { paginateDescribeCacheClusters } from '@aws-sdk/client-elasticache';
import { paginateListKeys } from '@aws-sdk/client-kms';
import { paginateDescribeDBClusters, paginateDescribeDBInstances } from '@aws-sdk/client-rds';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import { all, ask } from '../ask';
import type { Context } from '../context';
import { isOwn } from '../synthesis';
import type { Counted } from './counted';
import { countsOf, highest, type Counts } from './counts';
import { highestTargetCount, rulesByLoadBalancer } from './load-balancer-parts';
import { highestRuleCount } from './security-group-rules';

/**
 * What Service Quotas limits and an environment has more than a few of, or an account allows few of.
 * https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
export const COUNTED: readonly Counted[] = [
  {
    subject: 'VPCs',
    service: 'vpc',
    code: 'L-F678F1CE',
    needs: counting('aws_vpc'),
    used: async ({ aws: { ec2 }, synthesis }) => {
      const vpcs = await all('ec2:DescribeVpcs', paginateDescribeVpcs({ client: ec2 }, {}), (page) => page.Vpcs);
      return vpcs.filter(({ Tags }) => !isOwn(synthesis, Tags)).length;
    },
  },
  {
    subject: 'Elastic IPs',
    service: 'ec2',
    code: 'L-0263D0A3',
    needs: counting('aws_eip'),
    used: async ({ aws: { ec2 }, synthesis }) => {
      const { Addresses = [] } = await ask('ec2:DescribeAddresses', () => ec2.send(new DescribeAddressesCommand({})));
      return Addresses.filter(({ Tags }) => !isOwn(synthesis, Tags)).length;
    },
  },
  {
    subject: 'NAT gateways in one availability zone',
    service: 'vpc',
    code: 'L-FE5A380F',
    needs: ({ synthesis }) => highest(natZones({ synthesis })),
    used: natGatewaysOfOthers,
  },
  {
    subject: 'rules of one security group',
    service: 'vpc',
    code: 'L-0EA8095F',
    needs: ({ synthesis }) => highestRuleCount(synthesis),
  },
  {
    subject: 'interface endpoints of one VPC',
    service: 'vpc',
    code: 'L-29B6F2EB',
    needs: ({ synthesis }) => endpoints(synthesis, 'Interface'),
  },
  {
    subject: 'gateway endpoints',
    service: 'vpc',
    code: 'L-1B52E74A',
    needs: ({ synthesis }) => endpoints(synthesis, 'Gateway'),
    used: async ({ aws: { ec2 }, synthesis }) => {
      const pages = paginateDescribeVpcEndpoints({ client: ec2 }, {});
      const found = await all('ec2:DescribeVpcEndpoints', pages, (page) => page.VpcEndpoints);
      return found.filter(({ VpcEndpointType, Tags }) => VpcEndpointType === 'Gateway' && !isOwn(synthesis, Tags))
        .length;
    },
  },
  {
    subject: 'load balancers',
    service: 'elasticloadbalancing',
    code: 'L-53DA6B97',
    needs: counting('aws_lb'),
    used: async ({ aws: { elb }, synthesis }) => {
      const own = new Set(synthesis.texts('aws_lb', 'name'));
      const pages = paginateDescribeLoadBalancers({ client: elb }, {});
      const found = await all('elasticloadbalancing:DescribeLoadBalancers', pages, (page) => page.LoadBalancers);
      return found.filter(({ Type, LoadBalancerName = '' }) => Type === 'application' && !own.has(LoadBalancerName))
        .length;
    },
  },
  {
    subject: 'target groups',
    service: 'elasticloadbalancing',
    code: 'L-B22855CB',
    needs: counting('aws_lb_target_group'),
    used: async ({ aws: { elb }, synthesis }) => {
      const own = new Set(synthesis.texts('aws_lb_target_group', 'name'));
      const pages = paginateDescribeTargetGroups({ client: elb }, {});
      const found = await all('elasticloadbalancing:DescribeTargetGroups', pages, (page) => page.TargetGroups);
      return found.filter(({ TargetGroupName = '' }) => !own.has(TargetGroupName)).length;
    },
  },
  {
    subject: 'rules of one load balancer',
    service: 'elasticloadbalancing',
    code: 'L-7EED9B64',
    needs: ({ synthesis }) => highest(countsOf(rulesByLoadBalancer(synthesis))),
  },
  {
    subject: 'targets of one load balancer',
    service: 'elasticloadbalancing',
    code: 'L-7E6692B2',
    needs: ({ synthesis }) => highestTargetCount(synthesis),
  },
  {
    subject: 'domain names of one certificate',
    service: 'acm',
    code: 'L-FB94F0B0',
    needs: ({ synthesis }) =>
      Math.max(
        0,
        ...synthesis
          .all('aws_acm_certificate')
          .map((each) => new Set([each['domain_name'], ...list(each['subject_alternative_names'])]).size),
      ),
  },
  {
    subject: 'database instances',
    service: 'rds',
    code: 'L-7B6409FD',
    needs: counting('aws_db_instance', 'aws_rds_cluster_instance'),
    used: async (context) => (await instancesOfOthers(context)).length,
  },
  {
    subject: 'database storage in GiB',
    service: 'rds',
    code: 'L-7ADDB58A',
    needs: ({ synthesis }) =>
      synthesis
        .all('aws_db_instance')
        .reduce((sum, each) => sum + (synthesis.number(each, 'allocated_storage') ?? 0), 0),
    // Aurora's storage does not count: its instances say 1 GiB.
    used: async (context) =>
      (await instancesOfOthers(context)).reduce((sum, { AllocatedStorage = 0 }) => sum + AllocatedStorage, 0),
  },
  {
    subject: 'database clusters',
    service: 'rds',
    code: 'L-952B80B8',
    needs: counting('aws_rds_cluster'),
    used: async ({ aws: { rds }, synthesis }) => {
      const pages = paginateDescribeDBClusters({ client: rds }, {});
      const found = await all('rds:DescribeDBClusters', pages, (page) => page.DBClusters);
      return found.filter(({ TagList }) => !isOwn(synthesis, TagList)).length;
    },
  },
  {
    subject: 'cache nodes',
    service: 'elasticache',
    code: 'L-DFE45DF3',
    needs: cacheNodes,
    used: async ({ aws: { elasticache }, synthesis }) => {
      const own = new Set(synthesis.texts('aws_elasticache_replication_group', 'replication_group_id'));
      const pages = paginateDescribeCacheClusters({ client: elasticache }, {});
      const found = await all('elasticache:DescribeCacheClusters', pages, (page) => page.CacheClusters);
      return found
        .filter(({ ReplicationGroupId = '' }) => !own.has(ReplicationGroupId))
        .reduce((sum, { NumCacheNodes = 0 }) => sum + NumCacheNodes, 0);
    },
  },
  { subject: 'secrets', service: 'secretsmanager', code: 'L-2F66C23C', needs: counting('aws_secretsmanager_secret') },
  {
    subject: 'KMS keys',
    service: 'kms',
    code: 'L-C2F1777E',
    needs: counting('aws_kms_key'),
    // Whose a key is only its tags say, one call each: this environment's own count twice against 100,000.
    used: async ({ aws: { kms } }) =>
      (await all('kms:ListKeys', paginateListKeys({ client: kms }, {}), (page) => page.Keys)).length,
  },
  {
    subject: 'buckets',
    service: 's3',
    code: 'L-DC2B2D3D',
    needs: counting('aws_s3_bucket'),
    used: async ({ aws: { s3 }, synthesis }) => {
      const own = new Set(synthesis.texts('aws_s3_bucket', 'bucket'));
      const found = await all('s3:ListAllMyBuckets', paginateListBuckets({ client: s3 }, {}), (page) => page.Buckets);
      return found.filter(({ Name = '' }) => !own.has(Name)).length;
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html
    region: ({ account }) => MAIN_REGIONS[account.partition] ?? 'us-east-1',
  },
];

const MAIN_REGIONS: Readonly<Record<string, string>> = { 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };

function counting(...types: readonly string[]): Counted['needs'] {
  return ({ synthesis }) => synthesis.count(...types);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** How many NAT gateways the environment has in each zone. */
function natZones({ synthesis }: Pick<Context, 'synthesis'>): Counts {
  return countsOf(
    synthesis.all('aws_nat_gateway').map((gateway) => {
      const subnet = synthesis.referred(gateway, 'subnet_id');
      return (subnet && synthesis.text(subnet, 'availability_zone')) ?? '';
    }),
  );
}

/** The most that others have in one of the zones that the environment takes. */
async function natGatewaysOfOthers({ aws: { ec2 }, synthesis }: Context): Promise<number> {
  const filter = [{ Name: 'state', Values: ['pending', 'available'] }];
  const gateways = await all(
    'ec2:DescribeNatGateways',
    paginateDescribeNatGateways({ client: ec2 }, { Filter: filter }),
    (page) => page.NatGateways,
  );
  const subnets = gateways.flatMap(({ SubnetId, Tags }) => (SubnetId && !isOwn(synthesis, Tags) ? [SubnetId] : []));
  if (subnets.length === 0) return 0;
  const pages = paginateDescribeSubnets(
    { client: ec2 },
    { Filters: [{ Name: 'subnet-id', Values: [...new Set(subnets)] }] },
  );
  const zones = new Map(
    (await all('ec2:DescribeSubnets', pages, (page) => page.Subnets)).map((each) => [
      each.SubnetId,
      each.AvailabilityZone,
    ]),
  );
  const taken = countsOf(subnets.map((subnet) => zones.get(subnet) ?? ''));
  return Math.max(0, ...[...natZones({ synthesis }).keys()].map((zone) => taken.get(zone) ?? 0));
}

function endpoints(synthesis: Context['synthesis'], kind: string): number {
  return synthesis.all('aws_vpc_endpoint').filter((each) => (each['vpc_endpoint_type'] ?? 'Gateway') === kind).length;
}

async function instancesOfOthers({ aws: { rds }, synthesis }: Context) {
  const pages = paginateDescribeDBInstances({ client: rds }, {});
  const found = await all('rds:DescribeDBInstances', pages, (page) => page.DBInstances);
  return found.filter(({ TagList }) => !isOwn(synthesis, TagList));
}

function cacheNodes({ synthesis }: Context): number {
  return synthesis.all('aws_elasticache_replication_group').reduce((sum, group) => {
    const shards = synthesis.number(group, 'num_node_groups');
    const replicas = synthesis.number(group, 'replicas_per_node_group') ?? 0;
    return (
      sum + (shards === undefined ? (synthesis.number(group, 'num_cache_clusters') ?? 1) : shards * (1 + replicas))
    );
  }, 0);
}
