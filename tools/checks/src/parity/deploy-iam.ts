import { DeployIam, type DeployIamConfig } from '@restartix/deploy-iam';
import { CLUSTER, parityOf } from './parity';

const service = CLUSTER.replace(':cluster/', ':service/');

export const deployIam = parityOf({
  module: 'deploy-iam',
  construct: DeployIam,
  base: {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    registry: {
      repositoryArns: { 'core-api': 'arn:aws:ecr:eu-central-1:123456789012:repository/restartix-staging-core-api' },
    },
    cluster: { clusterArn: CLUSTER },
    services: {
      'core-api': {
        serviceArn: `${service}/restartix-staging-core-api`,
        taskDefinitionArnWithoutRevision:
          'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-core-api',
        taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task',
        executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-execution',
        logGroup: { arn: 'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/restartix-staging/core-api' },
      },
    },
    planStateStatements: [],
    applyStateStatements: [],
  } as DeployIamConfig,
  inputs: {
    github_org: { githubOrg: 'another' },
    github_repo: { githubRepo: 'another' },
    allowed_branches: { allowedBranches: ['main'] },
  },
  outputs: { deploy_role_arn: 'deployRoleArn', oidc_provider_arn: 'oidcProviderArn' },
  resources: [
    {
      spec: 'aws_iam_openid_connect_provider',
      type: 'aws_iam_openid_connect_provider',
      count: 0,
      deviation:
        'Once per account, in bootstrap (GithubOidcProvider of the same library). Each environment has its own roles.',
    },
    {
      spec: 'aws_iam_role, assumed by GitHub Actions; allowed_branches ["master"]',
      type: 'aws_iam_role',
      count: 3,
      arguments: {
        assume_role_policy: {
          Statement: [
            {
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: {
                  'token.actions.githubusercontent.com:sub': ['repo:restartix/infrastructure:ref:refs/heads/master'],
                },
              },
            },
          ],
        },
      },
      deviation: 'Three roles: the specified one deploys applications; plan and apply run Terraform.',
    },
    {
      spec: 'aws_iam_role_policy: ECR push, ECS update-service, RunTask, secrets of restartix/{env}/*, logs',
      type: 'aws_iam_policy',
      arguments: {
        policy: {
          Statement: [
            { Sid: 'PushImages' },
            { Sid: 'UpdateServices' },
            { Sid: 'RunMigrations' },
            { Sid: 'ReadSecrets' },
            { Sid: 'ReadLogs' },
          ],
        },
      },
      deviation: 'Managed policies: the apply role exceeds the size limit of inline policies.',
    },
  ],
});
