import type { EnvStack } from '@restartix/core';
import { DeployIam } from '../src';

const own = 'arn:aws:ecs:eu-central-1:123456789012';

export default function example(stack: EnvStack): void {
  new DeployIam(stack, 'deploy-iam', {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    repositoryArns: ['arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api'],
    clusterArn: `${own}:cluster/restartix-staging-cluster`,
    serviceArns: [`${own}:service/restartix-staging-cluster/restartix-staging-core-api`],
    taskDefinitionArns: [`${own}:task-definition/restartix-staging-core-api`],
    taskRoleArns: ['arn:aws:iam::123456789012:role/restartix-staging-core-api-task'],
    logGroupArns: ['arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/core-api'],
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
