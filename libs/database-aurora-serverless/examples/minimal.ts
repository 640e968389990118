import type { EnvStack } from '@restartix/core';
import { DatabaseAuroraServerless } from '../src';

export default function example(stack: EnvStack): void {
  new DatabaseAuroraServerless(stack, 'database', {
    minCapacity: 0,
    maxCapacity: 2,
    enableScaleToZero: true,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    backupRetentionPeriod: 1,
  });
}
