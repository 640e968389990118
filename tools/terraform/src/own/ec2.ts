import {
  DescribeAddressesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  paginateDescribeFlowLogs,
  paginateDescribeInternetGateways,
  paginateDescribeLaunchTemplates,
  paginateDescribeNatGateways,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  type RouteTable,
  type Tag,
} from '@aws-sdk/client-ec2';
import type { SdkConfiguration } from '../run/session';
import { all, byNameTag, type Found, type Lookup, type Lookups, once, type Tags, tagsOf, unless } from './lookup';
import { ruleLookups } from './security-group-rules';

/** A network gives out ids; its parts have names as tags, and AWS makes a second one of most without a word. */
export function ec2Lookups(sdk: SdkConfiguration, own: Tags): Lookups {
  const client = new EC2Client(sdk);
  const paginated = { client };
  const Filters = Object.entries(own).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
  const pending = { Name: 'state', Values: ['pending', 'available'] };
  return {
    aws_vpc: kind(
      () => all(paginateDescribeVpcs(paginated, { Filters }), ({ Vpcs }) => Vpcs),
      ({ VpcId }) => VpcId,
      'delete-vpc --vpc-id',
    ),
    aws_subnet: kind(
      () => all(paginateDescribeSubnets(paginated, { Filters }), ({ Subnets }) => Subnets),
      ({ SubnetId }) => SubnetId,
      'delete-subnet --subnet-id',
    ),
    aws_internet_gateway: kind(
      () => all(paginateDescribeInternetGateways(paginated, { Filters }), ({ InternetGateways }) => InternetGateways),
      ({ InternetGatewayId }) => InternetGatewayId,
      'delete-internet-gateway --internet-gateway-id',
    ),
    aws_route_table: kind(
      () => all(paginateDescribeRouteTables(paginated, { Filters }), ({ RouteTables }) => RouteTables),
      ({ RouteTableId }) => RouteTableId,
      'delete-route-table --route-table-id',
    ),
    aws_eip: kind(
      async () => (await client.send(new DescribeAddressesCommand({ Filters }))).Addresses ?? [],
      ({ AllocationId }) => AllocationId,
      'release-address --allocation-id',
    ),
    aws_nat_gateway: kind(
      () =>
        all(
          paginateDescribeNatGateways(paginated, { Filter: [...Filters, pending] }),
          ({ NatGateways }) => NatGateways,
        ),
      ({ NatGatewayId }) => NatGatewayId,
      'delete-nat-gateway --nat-gateway-id',
    ),
    aws_network_interface: kind(
      () =>
        all(paginateDescribeNetworkInterfaces(paginated, { Filters }), ({ NetworkInterfaces = [] }) =>
          NetworkInterfaces.map(({ TagSet, ...each }) => ({ ...each, Tags: TagSet })),
        ),
      ({ NetworkInterfaceId }) => NetworkInterfaceId,
      'delete-network-interface --network-interface-id',
    ),
    aws_security_group: kind(
      () => all(paginateDescribeSecurityGroups(paginated, { Filters }), ({ SecurityGroups }) => SecurityGroups),
      ({ GroupId }) => GroupId,
      'delete-security-group --group-id',
    ),
    aws_vpc_endpoint: kind(
      async () =>
        (await all(paginateDescribeVpcEndpoints(paginated, { Filters }), ({ VpcEndpoints }) => VpcEndpoints)).filter(
          ({ State = '' }) => !/^delet/i.test(State),
        ),
      ({ VpcEndpointId }) => VpcEndpointId,
      'delete-vpc-endpoints --vpc-endpoint-ids',
    ),
    aws_flow_log: kind(
      () => all(paginateDescribeFlowLogs(paginated, { Filter: Filters }), ({ FlowLogs }) => FlowLogs),
      ({ FlowLogId }) => FlowLogId,
      'delete-flow-logs --flow-log-ids',
    ),
    aws_launch_template: {
      by: ['name'],
      find: async ({ name }) =>
        (await all(paginateDescribeLaunchTemplates(paginated, {}), ({ LaunchTemplates }) => LaunchTemplates))
          .filter(({ LaunchTemplateName }) => LaunchTemplateName === name)
          .map(({ LaunchTemplateId = '', Tags: tags }) => ({ id: LaunchTemplateId, tags: tagsOf(tags) })),
    },
    ...routeLookups(client),
    ...ruleLookups(client),
  };
}

function kind<T extends { readonly Tags?: Tag[] | undefined }>(
  list: () => Promise<readonly T[]>,
  idOf: (item: T) => string | undefined,
  remove: string,
): Lookup {
  return byNameTag(
    once(async () =>
      (await list()).map((item): Found => {
        const id = idOf(item) ?? '';
        return { id, tags: tagsOf(item.Tags), remove: `aws ec2 ${remove} ${id}` };
      }),
    ),
  );
}

/** What is in a route table has no tags: its table does. */
function routeLookups(client: EC2Client): Lookups {
  const table = async (id = ''): Promise<RouteTable | undefined> =>
    (
      await unless(
        ['InvalidRouteTableID.NotFound'],
        client.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] })),
      )
    )?.RouteTables?.[0];
  return {
    aws_route: {
      by: ['route_table_id', 'destination_cidr_block'],
      find: async ({ route_table_id: id, destination_cidr_block: destination = '' }) =>
        ((await table(id))?.Routes ?? [])
          .filter(
            ({ DestinationCidrBlock, Origin }) => DestinationCidrBlock === destination && Origin === 'CreateRoute',
          )
          .map(() => ({ id: `${id}_${destination}` })),
    },
    aws_route_table_association: {
      by: ['route_table_id', 'subnet_id'],
      find: async ({ route_table_id: id, subnet_id: subnet }) =>
        ((await table(id))?.Associations ?? [])
          .filter(({ SubnetId }) => SubnetId === subnet)
          .map(() => ({ id: `${subnet}/${id}` })),
    },
    aws_vpc_endpoint_route_table_association: {
      by: ['route_table_id', 'vpc_endpoint_id'],
      find: async ({ route_table_id: id = '', vpc_endpoint_id: endpoint = '' }) => {
        const asked = client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint] }));
        const { VpcEndpoints = [] } = (await unless(['InvalidVpcEndpointId.NotFound'], asked)) ?? {};
        return VpcEndpoints.filter(({ RouteTableIds = [] }) => RouteTableIds.includes(id)).map(() => ({
          id: `${endpoint}/${id}`,
        }));
      },
    },
  };
}
