import type { EnvStack } from '@restartix/core';
import { EcsService } from '../src';

/** A shell into running tasks, recorded and encrypted as the cluster says. */
export default function example(stack: EnvStack): void {
  new EcsService(stack, 'console', {
    serviceName: 'console',
    imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-console:2.0.0',
    port: 3000,
    cpu: 256,
    memory: 1024,
    exec: true,
    cluster: {
      clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
      exec: {
        logGroupArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/cluster-exec',
        kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      },
    },
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    loadBalancer: {
      listenerArn:
        'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/restartix-staging-alb/0123456789abcdef/fedcba9876543210',
      hostHeaderValues: ['console-staging.restartix.pro'],
    },
  });
}
