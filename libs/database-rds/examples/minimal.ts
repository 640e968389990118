import type { EnvStack } from '@restartix/core';
import { DatabaseRds } from '../src';

export default function example(stack: EnvStack): void {
  new DatabaseRds(stack, 'database', {
    instanceClass: 'db.t4g.medium',
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    multiAz: false,
    backupRetentionPeriod: 7,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  });
}
