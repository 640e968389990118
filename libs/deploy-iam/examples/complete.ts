import type { EnvStack } from '@restartix/core';
import { DeployIam, GithubOidcProvider } from '../src';

const own = 'arn:aws:ecs:eu-central-1:123456789012';

/** With the account's provider, GitHub's immutable subjects, and one workflow that may apply. */
export default function example(stack: EnvStack): void {
  const github = new GithubOidcProvider(stack, 'github');
  new DeployIam(stack, 'deploy-iam', {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    githubOwnerId: '4711',
    githubRepoId: '815',
    allowedBranches: ['main', 'hotfix/2026'],
    allowedEnvironments: ['staging'],
    applyWorkflowRef: 'restartix/infrastructure/.github/workflows/deploy.yml@refs/heads/main',
    oidcProviderArn: github.oidcProviderArn,
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
    planStateStatements: [],
    applyStateStatements: [],
  });
}
