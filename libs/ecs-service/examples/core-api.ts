import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import type { EnvStack } from '@restartix/core';
import { EcsService } from '../src';

/** The Core API of staging, as the spec's composition has it. */
export default function example(stack: EnvStack): void {
  const repository = new EcrRepository(stack, 'core-api-repository', { name: 'restartix-core-api' });
  const secrets = ['database', 'redis', 'encryption', 'clerk', 'external'].map(
    (name) => new SecretsmanagerSecret(stack, `${name}-secret`, { name: `restartix/staging/${name}` }),
  );

  new EcsService(stack, 'core-api', {
    serviceName: 'core-api',
    imageUri: `${repository.repositoryUrl}:latest`,
    deployment: 'external',
    port: 9000,
    cpu: 512,
    memory: 1024,
    desiredCount: 1,
    minCapacity: 1,
    maxCapacity: 3,
    targetCpuPct: 70,
    healthCheckPath: '/health',
    useSpot: true,
    secretsArns: secrets.map((secret) => secret.arn),
    cluster: { clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    loadBalancer: {
      listenerArn:
        'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/restartix-staging-alb/0123456789abcdef/fedcba9876543210',
      hostHeaderValues: ['api-staging.restartix.pro'],
    },
  });
}
