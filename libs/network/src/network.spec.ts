import { Synthesized, resolved, synth, warningsOf, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import isolated from '../examples/isolated';
import minimal from '../examples/minimal';
import pinned from '../examples/pinned';
import { Network } from './network';
import type { NetworkConfig } from './network.config';

const BASE: NetworkConfig = {
  vpcCidr: '10.10.0.0/16',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  natStrategy: 'nat-instance',
};

function networkWith(config: Partial<NetworkConfig>, env = {}): Synthesized {
  return synth((stack) => new Network(stack, 'network', { ...BASE, ...config }), env);
}

const routesOut = (stack: Synthesized): Record<string, unknown>[] =>
  Object.entries(stack.resources('aws_route'))
    .filter(([name]) => name.startsWith('network_private_internet'))
    .map(([, route]) => route);

describe('Network', () => {
  const staging = synth(minimal);

  it('makes a public and a private subnet in each zone, without public addresses', () => {
    expect(Object.keys(staging.resources('aws_subnet'))).toEqual([
      'network_private_eu_central_1a',
      'network_private_eu_central_1b',
      'network_public_eu_central_1a',
      'network_public_eu_central_1b',
    ]);
    for (const subnet of Object.values(staging.resources('aws_subnet'))) {
      expect(subnet['map_public_ip_on_launch']).toBe(false);
    }
  });

  it('moves nothing when a zone is added', () => {
    const before = staging;
    const after = networkWith({ availabilityZones: ['eu-central-1c', 'eu-central-1a', 'eu-central-1b'] });
    for (const type of [
      'aws_subnet',
      'aws_route',
      'aws_route_table',
      'aws_route_table_association',
      'aws_eip',
      'aws_vpc_endpoint_route_table_association',
      'aws_launch_template',
      'aws_autoscaling_group',
    ]) {
      for (const [name, block] of Object.entries(before.resources(type))) {
        expect(after.resources(type)[name]).toEqual(block);
      }
    }
    expect(Object.keys(after.resources('aws_subnet'))).toHaveLength(6);
  });

  it('lets public subnets out through the internet gateway', () => {
    expect(staging.resource('aws_route', 'network_public_internet')).toMatchObject({
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: '${aws_internet_gateway.network_internet_gateway.id}',
    });
  });

  it('takes the rules out of the default security group', () => {
    expect(staging.resource('aws_default_security_group')).toMatchObject({ ingress: [], egress: [] });
  });

  it('reaches S3 by route and the services that a Fargate task needs by interface', () => {
    const endpoints = Object.values(staging.resources('aws_vpc_endpoint')).map((endpoint) => [
      endpoint['vpc_endpoint_type'],
      endpoint['service_name'],
    ]);
    expect(endpoints).toEqual(
      expect.arrayContaining([
        ['Gateway', 'com.amazonaws.eu-central-1.s3'],
        ...['ecr.api', 'ecr.dkr', 'secretsmanager', 'kms', 'logs'].map((service) => [
          'Interface',
          `com.amazonaws.eu-central-1.${service}`,
        ]),
      ]),
    );
    expect(endpoints).toHaveLength(6);
    const without = networkWith({ interfaceEndpoints: [] });
    expect(Object.keys(without.resources('aws_vpc_endpoint'))).toEqual(['network_endpoint_s3']);
    expect(without.addresses.filter((address) => address.includes('endpoints'))).toEqual([]);
  });

  it('reaches S3 from every subnet by its own association, so that a zone takes no other with it', () => {
    const { network_endpoint_s3_private_eu_central_1a: one, ...others } = staging.resources(
      'aws_vpc_endpoint_route_table_association',
    );
    expect(one).toMatchObject({
      vpc_endpoint_id: '${aws_vpc_endpoint.network_endpoint_s3.id}',
      route_table_id: '${aws_route_table.network_private_routes_eu_central_1a.id}',
    });
    expect(Object.keys(others)).toEqual(['network_endpoint_s3_private_eu_central_1b', 'network_endpoint_s3_public']);
    expect(staging.resource('aws_vpc_endpoint', 'network_endpoint_s3')).not.toHaveProperty('route_table_ids');
  });

  it('records connections only where asked to, with a role for that log group alone', () => {
    expect(staging.resources('aws_flow_log')).toEqual({});
    const stack = synth(complete);
    expect(stack.resource('aws_flow_log')).toMatchObject({ traffic_type: 'ALL', max_aggregation_interval: 600 });
    expect(stack.resource('aws_cloudwatch_log_group')['retention_in_days']).toBe(90);
    const [statement] = Synthesized.parse(stack.resource('aws_iam_role_policy')['policy'])['Statement'];
    expect(statement.Resource).toBe('${aws_cloudwatch_log_group.network_flow_logs_group.arn}:*');
  });

  it('outputs ids in the order of the zones', () => {
    synth((stack) => {
      const network = new Network(stack, 'network', { ...BASE, availabilityZones: ['eu-central-1b', 'eu-central-1a'] });
      expect(resolved(stack, network.privateSubnetIds)).toEqual([
        '${aws_route_table_association.network_private_routing_eu_central_1b.subnet_id}',
        '${aws_route_table_association.network_private_routing_eu_central_1a.subnet_id}',
      ]);
      expect(resolved(stack, network.natPublicIps)).toEqual(['${aws_eip.network_nat_eu_central_1a_ip.public_ip}']);
      expect(resolved(stack, network.rdsSg)).toBe('${aws_security_group.network_rds_sg.id}');
      expect(network.vpcCidr).toBe('10.10.0.0/16');
      expect(network.availabilityZones).toEqual(['eu-central-1b', 'eu-central-1a']);
      expect(resolved(stack, network.privateRouteTableIds)).toEqual([
        '${aws_route_table.network_private_routes_eu_central_1b.id}',
        '${aws_route_table.network_private_routes_eu_central_1a.id}',
      ]);
      expect(resolved(stack, network.endpointsSg)).toBe('${aws_security_group.network_endpoints_sg.id}');
      expect(resolved(stack, network.s3PrefixListId)).toBe('${aws_vpc_endpoint.network_endpoint_s3.prefix_list_id}');
    });
  });

  it('places the load balancer in public subnets and all else in private ones, each with its own group', () => {
    synth((stack) => {
      const network = new Network(stack, 'network', BASE);
      const shown = (value: unknown): unknown => resolved(stack, value);
      expect(shown(network.placement('alb'))).toEqual({
        vpcId: '${aws_vpc.network_vpc.id}',
        subnetIds: shown(network.publicSubnetIds),
        securityGroupIds: ['${aws_security_group.network_alb_sg.id}'],
      });
      expect(shown(network.placement('migrations-runner'))).toEqual({
        vpcId: '${aws_vpc.network_vpc.id}',
        subnetIds: shown(network.privateSubnetIds),
        securityGroupIds: ['${aws_security_group.network_migrations_runner_sg.id}'],
      });
    });
  });

  it('is refused a second time under the same name', () => {
    const twice = (): unknown =>
      synth((scope) => {
        new Network(scope, 'network', BASE);
        new Network(scope, 'second', { ...BASE, vpcCidr: '10.11.0.0/16' });
      });
    expect(twice).toThrow(
      'network "second": name "vpc" is not possible (allowed: a name that no other network of the environment has; "test/network" has this one)',
    );
  });

  it('can be there twice', () => {
    const stack = synth((scope) => {
      new Network(scope, 'network', BASE);
      new Network(scope, 'second', { ...BASE, name: 'second', vpcCidr: '10.11.0.0/16' });
    });
    const names = Object.values(stack.resources('aws_iam_role')).map((role) => role['name']);
    expect(new Set(names).size).toBe(2);
  });
});

describe('natStrategy', () => {
  const groups = (stack: Synthesized): string[] => Object.keys(stack.resources('aws_autoscaling_group'));

  it('nat-instance keeps one self-replacing instance behind a fixed interface and address', () => {
    const stack = synth(minimal);
    expect(stack.resource('aws_autoscaling_group')).toMatchObject({ min_size: 1, max_size: 1, desired_capacity: 1 });
    expect(stack.resource('aws_network_interface')['source_dest_check']).toBe(false);
    expect(stack.resource('aws_eip')['network_interface']).toContain(
      'aws_network_interface.network_nat_eu_central_1a_interface',
    );
    for (const route of routesOut(stack)) {
      expect(route['network_interface_id']).toBe('${aws_network_interface.network_nat_eu_central_1a_interface.id}');
    }
    expect(routesOut(stack)).toHaveLength(2);
  });

  it('nat-instance asks for session tokens, encrypts its disk and takes the newest arm64 image at launch', () => {
    const template = synth(minimal).resource('aws_launch_template');
    expect(template).toMatchObject({
      instance_type: 't4g.nano',
      metadata_options: { http_tokens: 'required' },
      image_id: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    });
    expect(template['block_device_mappings'][0].ebs.encrypted).toBe('true');
  });

  it('nat-instance starts each instance on the same interface, so the egress address stays', () => {
    const stack = synth(minimal);
    expect(stack.resource('aws_launch_template')['network_interfaces']).toEqual([
      { device_index: 0, network_interface_id: '${aws_network_interface.network_nat_eu_central_1a_interface.id}' },
    ]);
    // With an interface given, EC2 Auto Scaling takes a zone and refuses a subnet.
    const group = stack.resource('aws_autoscaling_group');
    expect(group['availability_zones']).toEqual(['eu-central-1a']);
    expect(group).not.toHaveProperty('vpc_zone_identifier');
    expect(group['instance_refresh']).toEqual({ strategy: 'Rolling', preferences: { min_healthy_percentage: 0 } });
  });

  it('nat-instance boots only when its way out is there', () => {
    expect(synth(minimal).resource('aws_autoscaling_group')['depends_on']).toEqual([
      'aws_eip.network_nat_eu_central_1a_ip',
      'aws_route_table_association.network_public_routing_eu_central_1a',
      'aws_vpc_security_group_ingress_rule.network_nat_eu_central_1a_from_vpc',
      'aws_vpc_security_group_egress_rule.network_nat_eu_central_1a_to_internet',
    ]);
  });

  it('nat-instance carries the five tags to its instance and its volume', () => {
    const stack = synth(minimal);
    const tagged = stack.resource('aws_launch_template')['tag_specifications'] as {
      resource_type: string;
      tags: object;
    }[];
    expect(tagged.map(({ resource_type }) => resource_type)).toEqual(['instance', 'volume']);
    for (const { tags } of tagged) {
      expect(tags).toMatchObject({ Project: 'restartix', Environment: 'staging', Owner: 'platform-team' });
    }
    const propagated = stack.resource('aws_autoscaling_group')['tag'] as {
      key: string;
      propagate_at_launch: boolean;
    }[];
    expect(propagated.map(({ key }) => key)).toEqual([
      'Project',
      'Environment',
      'ManagedBy',
      'Owner',
      'CostCenter',
      'Name',
    ]);
    expect(propagated.every(({ propagate_at_launch }) => propagate_at_launch)).toBe(true);
  });

  it('nat-instance may talk to Session Manager and nothing else', () => {
    const stack = synth(minimal);
    expect(stack.resources('aws_iam_role_policy_attachment')).toEqual({});
    const policy = Synthesized.parse(stack.resource('aws_iam_role_policy')['policy']);
    const actions = (policy['Statement'] as Block[]).flatMap(({ Action }) => Action as string | string[]);
    expect(actions).toEqual([
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ]);
  });

  it('nat-instance takes another size and a pinned image', () => {
    const template = networkWith({
      natInstance: { instanceType: 'c7gn.medium', imageId: 'ami-0123456789abcdef0' },
    }).resource('aws_launch_template');
    expect(template).toMatchObject({ instance_type: 'c7gn.medium', image_id: 'ami-0123456789abcdef0' });
  });

  it('nat-instance is replaced each month, for the patches of the newest image, or as asked', () => {
    const lifetime = (natInstance?: NetworkConfig['natInstance']): unknown =>
      networkWith({ natInstance }).resource('aws_autoscaling_group')['max_instance_lifetime'];
    expect(lifetime()).toBe(30 * 86_400);
    expect(lifetime({ maxLifetimeDays: null })).toBeUndefined();
    expect(lifetime({ imageId: 'ami-0123456789abcdef0' })).toBeUndefined();
    const groups = Object.values(synth(pinned).resources('aws_autoscaling_group'));
    expect(groups.map((group) => group['max_instance_lifetime'])).toEqual([90 * 86_400, 90 * 86_400]);
  });

  it('nat-instance stands in each zone with natPerAz, each zone routed to its own', () => {
    const stack = networkWith({ natPerAz: true });
    expect(groups(stack)).toEqual(['network_nat_eu_central_1a_group', 'network_nat_eu_central_1b_group']);
    expect(routesOut(stack).map((route) => route['network_interface_id'])).toEqual([
      '${aws_network_interface.network_nat_eu_central_1a_interface.id}',
      '${aws_network_interface.network_nat_eu_central_1b_interface.id}',
    ]);
  });

  it('nat-gateway stands once, or in each zone with natPerAz', () => {
    const one = networkWith({ natStrategy: 'nat-gateway' });
    expect(Object.keys(one.resources('aws_nat_gateway'))).toEqual(['network_nat_gateway_eu_central_1a']);
    expect(routesOut(one).map((route) => route['nat_gateway_id'])).toEqual(
      Array(2).fill('${aws_nat_gateway.network_nat_gateway_eu_central_1a.id}'),
    );
    const each = synth(complete);
    expect(Object.keys(each.resources('aws_nat_gateway'))).toHaveLength(3);
    expect(new Set(routesOut(each).map((route) => route['nat_gateway_id'])).size).toBe(3);
    expect(groups(each)).toEqual([]);
  });

  it('none leaves private subnets without a way out', () => {
    const stack = synth(isolated);
    expect(routesOut(stack)).toEqual([]);
    expect(stack.resources('aws_eip')).toEqual({});
  });

  it('never hands the address of an instance to a gateway, which could not take it within one apply', () => {
    const addresses = (natStrategy: NetworkConfig['natStrategy']): string[] =>
      Object.keys(networkWith({ natStrategy }).resources('aws_eip'));
    expect(addresses('nat-instance')).toEqual(['network_nat_eu_central_1a_ip']);
    expect(addresses('nat-gateway')).toEqual(['network_nat_gateway_eu_central_1a_ip']);
  });

  it('stands in the zone that is named', () => {
    const stack = networkWith({ natStrategy: 'nat-gateway', natZone: 'eu-central-1b' });
    expect(Object.keys(stack.resources('aws_nat_gateway'))).toEqual(['network_nat_gateway_eu_central_1b']);
    expect(routesOut(stack).map((route) => route['nat_gateway_id'])).toEqual(
      Array(2).fill('${aws_nat_gateway.network_nat_gateway_eu_central_1b.id}'),
    );
  });

  it('exposes what it made, by zone', () => {
    synth((scope) => {
      const gateway = new Network(scope, 'one', { ...BASE, natStrategy: 'nat-gateway' }).nats['eu-central-1a']!;
      const instance = new Network(scope, 'two', { ...BASE, name: 'two' }).nats['eu-central-1a']!;
      expect([gateway.strategy, instance.strategy]).toEqual(['nat-gateway', 'nat-instance']);
      expect(resolved(scope, instance.strategy === 'nat-instance' && instance.autoscalingGroup.name)).toBe(
        '${aws_autoscaling_group.two_nat_eu_central_1a_group.name}',
      );
    });
  });

  it('stays where it is when the zones are listed in another order', () => {
    const stack = networkWith({ natStrategy: 'nat-gateway', availabilityZones: ['eu-central-1b', 'eu-central-1a'] });
    expect(Object.keys(stack.resources('aws_nat_gateway'))).toEqual(['network_nat_gateway_eu_central_1a']);
  });
});

describe('refusals', () => {
  it.each<[string, Partial<NetworkConfig>, string]>([
    [
      'a block too large',
      { vpcCidr: '10.0.0.0/8' },
      'network "network": vpcCidr "10.0.0.0/8" is not possible (allowed: a literal IPv4 block from /16 (Amazon VPC) to /24',
    ],
    [
      'a block that another network has',
      { otherCidrs: { vpn: '192.168.0.0/16', office: '10.10.128.0/20' } },
      'vpcCidr "10.10.0.0/16" is not possible (allowed: a block with no address of 10.10.128.0/20, which office has)',
    ],
    ['another network’s block that is none', { otherCidrs: { vpn: 'x' } }, 'otherCidrs.vpn "x" is not possible'],
    [
      'more zones than a small block has room for',
      { vpcCidr: '10.10.0.0/24', availabilityZones: ['eu-central-1a', 'eu-central-1e'] },
      'availabilityZones[1] "eu-central-1e" is not possible (allowed: zones from a to d in 10.10.0.0/24)',
    ],
    [
      'a zone letter that no block has room for',
      { availabilityZones: ['eu-central-1a', 'eu-central-1i'] },
      'availabilityZones[1] "eu-central-1i" is not possible (allowed: zones from a to h in 10.10.0.0/16)',
    ],
    ['a block too small', { vpcCidr: '10.0.0.0/25' }, 'vpcCidr "10.0.0.0/25" is not possible'],
    ['what is no block', { vpcCidr: '10.0.0.0' }, 'vpcCidr "10.0.0.0" is not possible'],
    ['a block that starts in its middle', { vpcCidr: '10.10.5.0/16' }, 'Write 10.10.0.0/16.'],
    [
      'a single zone',
      { availabilityZones: ['eu-central-1a'] },
      'availabilityZones ["eu-central-1a"] is not possible (allowed: two or more',
    ],
    [
      'a zone of another region',
      { availabilityZones: ['eu-central-1a', 'eu-west-1b'] },
      'availabilityZones[1] "eu-west-1b" is not possible (allowed: a zone of eu-central-1',
    ],
    [
      'a zone twice',
      { availabilityZones: ['eu-central-1a', 'eu-central-1a'] },
      'availabilityZones[1] "eu-central-1a" is not possible (allowed: each value once)',
    ],
    [
      'a zone id',
      { availabilityZones: ['euc1-az1', 'eu-central-1a'] },
      'availabilityZones[0] "euc1-az1" is not possible (allowed: the literal name of a zone, such as eu-central-1a)',
    ],
    [
      'a NAT per zone without NAT',
      { natStrategy: 'none', natPerAz: true },
      "natPerAz true is not possible (allowed: false with natStrategy 'none')",
    ],
    [
      'a strategy that there is not',
      // What a config read from a file may hold.
      JSON.parse('{ "natStrategy": "nat" }') as Partial<NetworkConfig>,
      'natStrategy "nat" is not possible (allowed: nat-gateway, nat-instance, none)',
    ],
    [
      'a zone for the NAT that the network does not have',
      { natZone: 'eu-central-1c' },
      'natZone "eu-central-1c" is not possible (allowed: eu-central-1a, eu-central-1b)',
    ],
    [
      'one zone for many NATs',
      { natZone: 'eu-central-1a', natPerAz: true },
      'natZone "eu-central-1a" is not possible (allowed: nothing unless there is exactly one NAT)',
    ],
    [
      'an instance that would live for a year and more',
      { natInstance: { maxLifetimeDays: 400 } },
      'natInstance.maxLifetimeDays 400 is not possible (allowed: 1 to 365 days',
    ],
    [
      'an endpoint twice',
      { interfaceEndpoints: ['kms', 'logs', 'kms'] },
      'interfaceEndpoints[2] "kms" is not possible (allowed: each value once)',
    ],
    [
      'a source of the load balancer that starts in its middle',
      { albIngress: { ipv4Cidrs: ['198.51.100.7/24'] } },
      'albIngress.ipv4Cidrs[0] "198.51.100.7/24" is not possible',
    ],
    [
      'a source of the load balancer that is no IPv6 block',
      { albIngress: { ipv6Cidrs: ['2001:db8::'] } },
      'albIngress.ipv6Cidrs[0] "2001:db8::" is not possible',
    ],
    [
      'a prefix list by its name',
      { albIngress: { prefixListIds: { cloudflare: 'cloudflare' } } },
      'albIngress.prefixListIds.cloudflare "cloudflare" is not possible',
    ],
    [
      'settings of an instance that is not there',
      { natStrategy: 'nat-gateway', natInstance: {} },
      "natInstance {} is not possible (allowed: nothing unless natStrategy is 'nat-instance')",
    ],
    [
      'an x86 NAT instance',
      { natInstance: { instanceType: 't3.nano' } },
      'natInstance.instanceType "t3.nano" is not possible (allowed: an arm64 type',
    ],
    ['what is no image id', { natInstance: { imageId: 'al2023' } }, 'natInstance.imageId "al2023" is not possible'],
    [
      'ports the wrong way round',
      { applicationPorts: { from: 9000, to: 8000 } },
      'applicationPorts {"from":9000,"to":8000} is not possible',
    ],
  ])('refuses %s', (_, config, message) => {
    expect(() => networkWith(config)).toThrow(message);
  });

  it('reports everything at once', () => {
    expect(() => networkWith({ vpcCidr: 'x', availabilityZones: [] })).toThrow(/vpcCidr[^]*availabilityZones/);
  });
});

describe('warnings', () => {
  const warnings = (config: Partial<NetworkConfig>): string =>
    warningsOf((stack) => new Network(stack, 'network', { ...BASE, ...config })).join('\n');

  it('come for a public block, for a small one, and for tasks that could not start', () => {
    expect(warnings({ vpcCidr: '8.8.0.0/16' })).toContain('8.8.0.0/16 is a public block');
    expect(warnings({ vpcCidr: '10.10.0.0/23' })).toContain('leaves 27 addresses in a subnet');
    expect(warnings({ natStrategy: 'none', interfaceEndpoints: ['kms', 'logs'] })).toContain(
      'without the interface endpoints ecr.api, ecr.dkr, secretsmanager a Fargate task in this network cannot start',
    );
  });

  it('do not come for what is usual', () => {
    expect(warningsOf(minimal)).toEqual([]);
    expect(warningsOf(complete)).toEqual([]);
    expect(warningsOf(isolated)).toEqual([]);
  });
});

describe('names', () => {
  it('fit AWS’s limits in production', () => {
    const stack = synth(minimal, { env: 'production' });
    for (const role of Object.values(stack.resources('aws_iam_role')))
      expect(role['name'].length).toBeLessThanOrEqual(64);
    for (const group of Object.values(stack.resources('aws_security_group'))) {
      expect(group['name']).toMatch(/^restartix-production-/);
      expect(group['name'].length).toBeLessThanOrEqual(255);
    }
  });
});
