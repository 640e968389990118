import type { EnvStack } from '@restartix/core';
import { EcsService } from '../src';

/** A worker: no port, nobody calls it. */
export default function example(stack: EnvStack): void {
  new EcsService(stack, 'mailer', {
    serviceName: 'mailer',
    imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-mailer:1.4.2',
    cpu: 256,
    memory: 512,
    cluster: { clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  });
}
