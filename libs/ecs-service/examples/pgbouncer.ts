import type { EnvStack } from '@restartix/core';
import { EcsService } from '../src';

/** No load balancer: the other services find it as `pgbouncer.staging.restartix.internal`. */
export default function example(stack: EnvStack): void {
  new EcsService(stack, 'pgbouncer', {
    serviceName: 'pgbouncer',
    imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-pgbouncer:1.23.1',
    port: 6432,
    cpu: 256,
    memory: 512,
    desiredCount: 2,
    minCapacity: 2,
    maxCapacity: 4,
    ulimits: { nofile: { soft: 65_536, hard: 65_536 } },
    containerHealthCheck: { command: ['CMD-SHELL', 'pg_isready -h 127.0.0.1 -p 6432'], startPeriodSeconds: 10 },
    secrets: {
      DB_USER: {
        arn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-master-AbCdEf',
        jsonKey: 'username',
      },
      DB_PASSWORD: {
        arn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database-master-AbCdEf',
        jsonKey: 'password',
      },
    },
    secretsKmsKeyArns: ['arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555'],
    serviceDiscovery: { namespaceId: 'ns-0123456789abcdef', namespaceName: 'staging.restartix.internal' },
    cluster: { clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  });
}
