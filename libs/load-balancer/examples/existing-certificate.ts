import type { EnvStack } from '@restartix/core';
import { LoadBalancer } from '../src';

/** A certificate that is managed elsewhere. */
export default function example(stack: EnvStack): void {
  new LoadBalancer(stack, 'load-balancer', {
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    certificate: {
      certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
    },
  });
}
