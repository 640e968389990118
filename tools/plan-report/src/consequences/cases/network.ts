import {
  beside,
  destroy,
  newFirst,
  oldFirst,
  unchanged,
  unfinished,
  update,
  whenChanged,
  whenDestroyed,
  whenOldFirst,
  type Case,
} from './plans';

const ANOTHER_VPC = 'what runs cannot move to another VPC in place';
const RULE = 'aws_lb_listener_rule';
const ENDPOINT = { service_name: 'com.amazonaws.eu-central-1.kms', private_dns_enabled: true };

export const NETWORK_CASES: Readonly<Record<string, Case>> = {
  'vpc-replaced': { hit: oldFirst('aws_vpc'), miss: unfinished(oldFirst('aws_vpc')), says: ANOTHER_VPC },
  'security-group-to-another-vpc': toAnotherVpc('aws_security_group'),
  'security-group-in-use': {
    hit: beside(oldFirst('aws_security_group', { id: 'sg-1' }), unchanged('aws_lb', { security_groups: ['sg-1'] })),
    miss: beside(oldFirst('aws_security_group', { id: 'sg-1' }), unchanged('aws_lb', { security_groups: ['sg-2'] })),
    says: 'a security group cannot be deleted while something is in it',
  },
  'subnet-in-use': {
    hit: beside(oldFirst('aws_subnet', { id: 's-1' }), unchanged('aws_lb', { subnets: ['s-1'] })),
    miss: beside(oldFirst('aws_subnet', { id: 's-1' }), destroy('aws_lb', { subnets: ['s-1'] })),
    says: 'a subnet cannot be deleted while something is in it',
  },
  'vpc-without-names': {
    hit: update('aws_vpc', { enable_dns_hostnames: true }, { enable_dns_hostnames: false }),
    miss: update('aws_vpc', { enable_dns_hostnames: false }, { enable_dns_hostnames: true }),
    says: 'names of endpoints, databases and Cloud Map no longer resolve in the VPC (until it is changed back)',
  },
  'address-gone': whenDestroyed('aws_eip', 'the address, which others may have allowed'),
  'address-moves': whenChanged(
    'aws_eip',
    'network_interface',
    'the address moves, and connections through it are cut (new connections are answered at once)',
  ),
  'nat-away': whenOldFirst(
    'aws_nat_gateway',
    'what goes through it has no way out until the new one is there and routes lead to it (duration not documented)',
  ),
  'nat-instance-away': whenOldFirst(
    'aws_autoscaling_group',
    'none of its instances runs until the new group has started one; private subnets behind a NAT instance have no way out (duration not documented)',
  ),
  'nat-moves': {
    hit: newFirst('aws_nat_gateway'),
    miss: oldFirst('aws_nat_gateway'),
    says: 'connections through the old one are cut (new connections are answered at once)',
  },
  'route-moves': whenChanged(
    'aws_route',
    'nat_gateway_id',
    'connections through the old target are cut (new connections are answered at once)',
  ),
  'route-away': whenOldFirst(
    'aws_route',
    'its subnets have no such route until the new one is there (duration not documented)',
  ),
  'route-gone': {
    hit: beside(
      destroy('aws_route', { route_table_id: 'r-1', destination_cidr_block: '0.0.0.0/0' }),
      unchanged('aws_route_table', { id: 'r-1' }),
    ),
    miss: beside(
      destroy('aws_route', { route_table_id: 'r-1', destination_cidr_block: '0.0.0.0/0' }),
      destroy('aws_route_table', { id: 'r-1' }),
    ),
    says: 'its subnets have no route to 0.0.0.0/0 any more (for good)',
  },
  'gateway-endpoint-away': {
    hit: beside(
      destroy('aws_vpc_endpoint_route_table_association', { route_table_id: 'r-1' }),
      unchanged('aws_route_table', { id: 'r-1' }),
    ),
    miss: beside(
      destroy('aws_vpc_endpoint_route_table_association', { route_table_id: 'r-1' }),
      unchanged('aws_route_table', { id: 'r-2' }),
    ),
    says: 'calls of S3 or DynamoDB take the way out through the NAT, and fail where there is none (for good)',
  },
  'endpoint-away': {
    hit: destroy('aws_vpc_endpoint', ENDPOINT),
    miss: destroy('aws_vpc_endpoint', { ...ENDPOINT, private_dns_enabled: false }),
    says: 'calls of com.amazonaws.eu-central-1.kms take the way out through the NAT, and fail where there is none (for good)',
  },

  'target-group-to-another-vpc': toAnotherVpc('aws_lb_target_group'),
  'load-balancer-protected': {
    hit: destroy('aws_lb', { enable_deletion_protection: true }),
    miss: destroy('aws_lb', { enable_deletion_protection: false }),
    says: 'it is protected from deletion',
  },
  'certificate-in-use': whenOldFirst('aws_acm_certificate', 'a certificate cannot be deleted while a listener uses it'),
  'trust-store-in-use': whenOldFirst('aws_lb_trust_store', 'a trust store cannot be deleted while a listener uses it'),
  'load-balancer-away': whenOldFirst(
    'aws_lb',
    'nothing behind it can be reached; a new one has another host name (duration not documented)',
  ),
  'load-balancer-moves': {
    hit: newFirst('aws_lb', { name: 'a' }, { name: 'b' }),
    miss: oldFirst('aws_lb', { name: 'a' }, { name: 'b' }),
    says: 'clients go to the old one until DNS has the new one (up to 1 minute)',
  },
  'load-balancer-leaves-zone': {
    hit: update('aws_lb', { subnets: ['a', 'b'] }, { subnets: ['a', 'c'] }),
    miss: update('aws_lb', { subnets: ['a', 'b'] }, { subnets: ['a', 'b', 'c'] }),
    says: 'its nodes in that zone go; clients that know their addresses fail until they resolve the name anew (up to 1 minute)',
  },
  'load-balancer-address-type': {
    hit: update('aws_lb', { ip_address_type: 'dualstack' }, { ip_address_type: 'ipv4' }),
    miss: update('aws_lb', { ip_address_type: 'ipv4' }, { ip_address_type: 'dualstack' }),
    says: 'clients over IPv6 no longer reach it (until it is changed back)',
  },
  'listener-away': whenDestroyed('aws_lb_listener', 'connections to its port are refused (for good)'),
  'listener-port': whenChanged(
    'aws_lb_listener',
    'port',
    'connections to the old port are refused (until it is changed back)',
  ),
  'listener-asks-for-certificates': {
    hit: update('aws_lb_listener', mutual('off'), mutual('verify')),
    miss: update('aws_lb_listener', mutual('off'), mutual('passthrough')),
    says: 'clients without a certificate of the trust store are refused from now on (until it is changed back)',
  },
  'rule-away': whenOldFirst(
    RULE,
    'requests for its hosts get the default answer until the new rule is there (duration not documented)',
  ),
  'target-group-away': {
    hit: oldFirst('aws_lb_target_group', { port: 80 }, { port: 81 }),
    miss: newFirst('aws_lb_target_group', { port: 80 }, { port: 81 }),
    says: 'its service has no healthy target until tasks are registered in the new one (duration not documented)',
  },
};

function toAnotherVpc(type: string): Case {
  return {
    hit: oldFirst(type, { vpc_id: 'a' }, { vpc_id: 'b' }),
    miss: oldFirst(type, { name: 'a' }, { name: 'b' }),
    says: ANOTHER_VPC,
  };
}

function mutual(mode: string): Record<string, unknown> {
  return { mutual_authentication: [{ mode }] };
}
