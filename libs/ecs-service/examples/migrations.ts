import type { EnvStack } from '@restartix/core';
import { EcsTask } from '../src';

/** A task that runs once, beside the services: a pipeline starts it before each deployment and waits for its exit code. */
export default function example(stack: EnvStack): void {
  new EcsTask(stack, 'migrations', {
    taskName: 'migrations',
    imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-core-api:1.4.2',
    command: ['migrate'],
    cpu: 512,
    memory: 1024,
    secrets: {
      DATABASE_DIRECT_URL: {
        arn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-AbCdEf',
        jsonKey: 'DATABASE_DIRECT_URL',
      },
    },
    cluster: { clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef1'],
  });
}
