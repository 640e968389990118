import type { EnvStack } from '@restartix/core';
import { CacheRedis } from '../src';

export default function example(stack: EnvStack): void {
  new CacheRedis(stack, 'cache', {
    nodeType: 'cache.t4g.small',
    replicas: 1,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    auth: 'iam',
  });
}
