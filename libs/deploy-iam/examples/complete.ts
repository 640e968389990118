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
    repositoryArns: ['arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api'],
    clusterArn: `${own}:cluster/restartix-staging-cluster`,
    serviceArns: [`${own}:service/restartix-staging-cluster/restartix-staging-core-api`],
    taskDefinitionArns: [`${own}:task-definition/restartix-staging-core-api`],
    taskRoleArns: ['arn:aws:iam::123456789012:role/restartix-staging-core-api-task'],
    logGroupArns: ['arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/core-api'],
    planStateStatements: [],
    applyStateStatements: [],
  });
}
