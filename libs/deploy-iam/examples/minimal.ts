import type { EnvStack } from '@restartix/core';
import { DeployIam } from '../src';

const own = 'arn:aws:ecs:eu-central-1:123456789012';

export default function example(stack: EnvStack): void {
  new DeployIam(stack, 'deploy-iam', {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    registry: {
      repositoryArns: { 'core-api': 'arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api' },
    },
    cluster: { clusterArn: `${own}:cluster/restartix-staging-cluster` },
    services: {
      'core-api': {
        serviceArn: `${own}:service/restartix-staging-cluster/restartix-staging-core-api`,
        taskDefinitionArnWithoutRevision: `${own}:task-definition/restartix-staging-core-api`,
        taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task',
        executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-execution',
        logGroup: { arn: 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/core-api' },
      },
    },
    planStateStatements: [
      { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::restartix-tfstate/staging/terraform.tfstate'] },
    ],
    applyStateStatements: [
      {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: ['arn:aws:s3:::restartix-tfstate/staging/terraform.tfstate'],
      },
    ],
  });
}
