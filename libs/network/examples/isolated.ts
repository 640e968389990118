import type { EnvStack } from '@restartix/core';
import { Network } from '../src';

/** No way out but to AWS: what a task needs comes through endpoints. */
export default function example(stack: EnvStack): void {
  new Network(stack, 'network', {
    name: 'isolated',
    vpcCidr: '10.30.0.0/20',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'none',
  });
}
