import type { EnvStack } from '@restartix/core';
import { Network } from '../src';

/** A NAT instance in each zone, larger, from a pinned image; the load balancer open to two networks alone. */
export default function example(stack: EnvStack): void {
  new Network(stack, 'network', {
    vpcCidr: '10.40.0.0/20',
    otherCidrs: { staging: '10.10.0.0/16', production: '10.20.0.0/16' },
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-instance',
    natPerAz: true,
    natInstance: { instanceType: 't4g.small', imageId: 'ami-0123456789abcdef0', maxLifetimeDays: 90 },
    interfaceEndpoints: ['secretsmanager'],
    albIngress: { ipv4Cidrs: ['198.51.100.0/24'], ipv6Cidrs: ['2001:db8::/32'] },
  });
}
