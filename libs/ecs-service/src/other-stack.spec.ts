import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import type { EnvStack } from '@restartix/core';
import { synthStacks, Synthesized } from '@restartix/testing';
import { EcsService } from './ecs-service';
import type { EcsServiceConfig } from './ecs-service.config';

const REMOTE = 'data.terraform_remote_state.cross_stack_reference_input_base.outputs.cross_stack_output_';

const SIZE = { cpu: 256, memory: 512, vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] } as const;

function serviceOf(base: EnvStack) {
  const { id: clusterId, name: clusterName } = new EcsCluster(base, 'cluster', { name: 'apps' });
  const capacity = new EcsClusterCapacityProviders(base, 'capacity', { clusterName });
  const { repositoryUrl } = new EcrRepository(base, 'repository', { name: 'core-api' });
  return {
    ...SIZE,
    serviceName: 'core-api',
    cluster: { clusterId, clusterName, capacity },
    imageUri: `${repositoryUrl}@sha256:abc`,
    secretsArns: [new SecretsmanagerSecret(base, 'secret', { name: 'restartix/staging/clerk' }).arn],
    secretsKmsKeyArns: ['arn:aws:kms:eu-central-1:123456789012:key/1'],
  };
}

describe('a service whose cluster, image and secrets are in another stack', () => {
  const { app } = synthStacks((stack) => {
    const config = serviceOf(stack('base'));
    const user = stack('app');
    // One of the same address, and another name.
    new SecretsmanagerSecret(user, 'secret', { name: 'restartix/staging/other' });
    new EcsService(user, 'core-api', config);
  });

  it('may pull from the repository there', () => {
    const policy = Synthesized.parse(app!.resource('aws_iam_role_policy', 'core_api_execution_start')['policy']);
    expect(JSON.stringify(policy)).toContain(`"\${${REMOTE}aws_ecr_repository_repository_arn}"`);
  });

  it('has the secret under the name that it has there', () => {
    const [container] = Synthesized.parse(
      app!.resource('aws_ecs_task_definition')['container_definitions'],
    ) as never as [{ secrets: object[] }];
    expect(container.secrets).toEqual([
      { name: 'CLERK_SECRET', valueFrom: `\${${REMOTE}aws_secretsmanager_secret_secret_arn}` },
    ]);
  });

  it('waits for the capacity of the cluster by the order of the stacks', () => {
    expect(app!.resource('aws_ecs_service')['depends_on']).toEqual(['aws_iam_role_policy.core_api_execution_start']);
  });
});

it('services of two stacks are refused one priority of one listener', () => {
  const two = (same: boolean) => (): unknown =>
    synthStacks((stack) => {
      const base = stack('base');
      const [first, second] = ['one', 'two'].map(
        (id) => new LbListener(base, id, { loadBalancerArn: 'arn', defaultAction: [] }).arn,
      );
      const config = { ...serviceOf(base), secretsArns: [] };
      ['clinic', 'portal'].forEach((name, index) => {
        const listenerArn = index === 0 || same ? first! : second!;
        const loadBalancer = { listenerArn, hostHeaderValues: [`${name}.example.com`], priority: 10 };
        new EcsService(stack(name), name, {
          ...config,
          serviceName: name,
          port: 3000,
          loadBalancer,
        } as EcsServiceConfig);
      });
    });
  expect(two(true)).toThrow(/ecs-service "portal": loadBalancer\.priority 10 is not possible/);
  expect(two(false)).not.toThrow();
});
