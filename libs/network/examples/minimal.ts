import type { EnvStack } from '@restartix/core';
import { Network } from '../src';

export default function example(stack: EnvStack): void {
  new Network(stack, 'network', {
    vpcCidr: '10.10.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-instance',
  });
}
