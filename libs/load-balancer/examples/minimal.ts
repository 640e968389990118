import type { EnvStack } from '@restartix/core';
import { LoadBalancer } from '../src';

/** A certificate for the zone and everything below it. */
export default function example(stack: EnvStack): void {
  new LoadBalancer(stack, 'load-balancer', {
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    certificate: { domainNames: ['restartix.pro', '*.restartix.pro'] },
  });
}
