import { isRecord } from '@restartix/kit';
import type { ResourceChange } from '../plan-json';
import type { Row } from './consequence';
import {
  and,
  away,
  changed,
  destroyed,
  gone,
  newFirst,
  oldFirst,
  replaced,
  replacedFor,
  turnedInPlace,
  where,
} from './conditions';
import { ANOTHER_VPC } from './another-vpc';
import { stays, usedBy } from './users';

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';
const VPC = 'https://docs.aws.amazon.com/vpc/latest';

const IN_SUBNETS = [
  'aws_lb',
  'aws_ecs_service',
  'aws_db_subnet_group',
  'aws_elasticache_subnet_group',
  'aws_vpc_endpoint',
];
const IN_GROUPS = [
  'aws_lb',
  'aws_ecs_service',
  'aws_db_instance',
  'aws_rds_cluster',
  'aws_elasticache_replication_group',
  'aws_vpc_endpoint',
];

const tableStays = where('its route table stays', ({ before, managed }) =>
  managed.some((each) => isRouteTable(each, before['route_table_id'])),
);

/** What traffic goes through. Rules of security groups are explained, not judged: closing a door is what was asked for. */
export const NETWORK_ROWS: readonly Row[] = [
  {
    // A subnet group of RDS or ElastiCache refuses subnets of another VPC.
    id: 'vpc-replaced',
    types: ['aws_vpc'],
    kind: 'refused-by-aws',
    when: replaced,
    text: 'what runs cannot move to another VPC in place',
    steps: ANOTHER_VPC,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html',
  },
  {
    id: 'security-group-to-another-vpc',
    types: ['aws_security_group'],
    kind: 'refused-by-aws',
    when: replacedFor('vpc_id'),
    text: 'what runs cannot move to another VPC in place',
    steps: ANOTHER_VPC,
    source: `${EC2}/API_DeleteSecurityGroup.html`,
  },
  {
    id: 'security-group-in-use',
    types: ['aws_security_group'],
    kind: 'refused-by-aws',
    when: and(oldFirst, usedBy(...IN_GROUPS)),
    text: 'a security group cannot be deleted while something is in it',
    steps: 'Take back what forces it: the name and the description of a security group stay for its life.',
    source: `${EC2}/API_DeleteSecurityGroup.html`,
  },
  {
    id: 'subnet-in-use',
    types: ['aws_subnet'],
    kind: 'refused-by-aws',
    when: and(oldFirst, usedBy(...IN_SUBNETS)),
    text: 'a subnet cannot be deleted while something is in it',
    steps: 'Take the change back. Or add another zone, deploy, then take this one out and deploy again.',
    source: `${EC2}/API_DeleteSubnet.html`,
  },
  {
    id: 'vpc-without-names',
    types: ['aws_vpc'],
    kind: 'interrupted',
    when: where('`enable_dns_support` or `enable_dns_hostnames` set to false', (change) =>
      ['enable_dns_support', 'enable_dns_hostnames'].some((each) => turnedInPlace(each, false).holds(change)),
    ),
    text: 'names of endpoints, databases and Cloud Map no longer resolve in the VPC',
    lasts: 'until it is changed back',
    source: `${VPC}/userguide/vpc-dns.html`,
  },
  {
    id: 'address-gone',
    types: ['aws_eip'],
    kind: 'data-lost',
    when: gone,
    text: 'the address, which others may have allowed',
    source: `${EC2}/API_ReleaseAddress.html`,
  },
  {
    id: 'address-moves',
    types: ['aws_eip'],
    kind: 'interrupted',
    when: changed('instance', 'network_interface', 'associate_with_private_ip'),
    text: 'the address moves, and connections through it are cut',
    lasts: { seconds: 0 },
    source: `${EC2}/API_AssociateAddress.html`,
  },
  {
    id: 'nat-away',
    types: ['aws_nat_gateway', 'aws_network_interface', 'aws_internet_gateway', 'aws_egress_only_internet_gateway'],
    kind: 'interrupted',
    when: oldFirst,
    text: 'what goes through it has no way out until the new one is there and routes lead to it',
    lasts: 'not documented',
    source: `${VPC}/userguide/nat-gateway-basics.html`,
  },
  {
    id: 'nat-instance-away',
    types: ['aws_autoscaling_group'],
    kind: 'interrupted',
    when: oldFirst,
    text: 'none of its instances runs until the new group has started one; private subnets behind a NAT instance have no way out',
    lasts: 'not documented',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html',
  },
  {
    id: 'nat-moves',
    types: ['aws_nat_gateway', 'aws_network_interface'],
    kind: 'interrupted',
    when: where('destroyed, or replaced new before old', (change) => destroyed.holds(change) || newFirst.holds(change)),
    text: 'connections through the old one are cut',
    lasts: { seconds: 0 },
    source: `${VPC}/userguide/nat-gateway-working-with.html`,
  },
  {
    id: 'route-moves',
    types: ['aws_route'],
    kind: 'interrupted',
    when: changed(
      'nat_gateway_id',
      'network_interface_id',
      'gateway_id',
      'transit_gateway_id',
      'vpc_endpoint_id',
      'vpc_peering_connection_id',
    ),
    text: 'connections through the old target are cut',
    lasts: { seconds: 0 },
    source: `${EC2}/API_ReplaceRoute.html`,
  },
  {
    id: 'route-away',
    types: ['aws_route', 'aws_route_table_association'],
    kind: 'interrupted',
    when: oldFirst,
    text: 'its subnets have no such route until the new one is there',
    lasts: 'not documented',
    source: `${VPC}/userguide/VPC_Route_Tables.html`,
  },
  {
    id: 'route-gone',
    types: ['aws_route'],
    kind: 'interrupted',
    when: and(destroyed, tableStays),
    text: 'its subnets have no route to {destination} any more',
    values: ({ before }) => ({ destination: String(before['destination_cidr_block'] ?? 'its destination') }),
    lasts: 'not documented',
    source: `${VPC}/userguide/VPC_Route_Tables.html`,
  },
  {
    id: 'gateway-endpoint-away',
    types: ['aws_vpc_endpoint_route_table_association'],
    kind: 'interrupted',
    when: and(destroyed, tableStays),
    text: 'calls of S3 or DynamoDB take the way out through the NAT, and fail where there is none',
    lasts: 'not documented',
    source: `${VPC}/privatelink/gateway-endpoints.html`,
  },
  {
    id: 'endpoint-away',
    types: ['aws_vpc_endpoint'],
    kind: 'interrupted',
    when: and(
      away,
      where('the service is called through it', ({ before }) => before['private_dns_enabled'] === true),
    ),
    text: 'calls of {service} take the way out through the NAT, and fail where there is none',
    values: ({ before }) => ({ service: String(before['service_name'] ?? 'its service') }),
    lasts: 'not documented',
    source: `${VPC}/privatelink/delete-endpoint-service.html`,
  },
];

function isRouteTable(resource: ResourceChange, id: unknown): boolean {
  const { before } = resource.change;
  return resource.type === 'aws_route_table' && stays(resource) && isRecord(before) && before['id'] === id;
}
