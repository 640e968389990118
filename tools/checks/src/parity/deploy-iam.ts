import { DeployIam, type DeployIamConfig } from '@restartix/deploy-iam';
import { parityOf } from './parity';

export const deployIam = parityOf({
  module: 'deploy-iam',
  construct: DeployIam,
  base: {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    services: ['core-api'],
    jobs: ['migrations'],
    secrets: ['clerk'],
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
                  'token.actions.githubusercontent.com:sub': ['repo:restartix/infrastructure:environment:staging'],
                },
              },
            },
          ],
        },
      },
      deviation:
        'Three roles: the specified one deploys applications; plan and apply run Terraform. Deploying and applying take a ' +
        'GitHub environment, whose rules restrict branches and ask for approvals; allowed_branches may plan.',
    },
    {
      spec: 'aws_iam_role_policy: CloudWatch Logs read',
      type: 'aws_iam_policy',
      arguments: { policy: { Statement: [{ Sid: 'ReadLogs' }] } },
      deviation: 'The last lines of the jobs’ logs; a service’s log is not a deployment’s.',
    },
    {
      spec: 'aws_iam_role_policy: ECR push, ECS update-service, RunTask for migrations, Secrets Manager read on restartix/{env}/*',
      type: 'aws_iam_policy',
      arguments: {
        policy: {
          Statement: [{ Sid: 'DescribeSecrets' }, { Sid: 'PushImages' }, { Sid: 'UpdateServices' }, { Sid: 'RunJobs' }],
        },
      },
      deviation:
        'Managed policies: the apply role exceeds the size limit of inline policies. Of secrets only whether they have a value: ' +
        'a deployment reads none, and restartix/{env}/* holds the master password and Cloudflare’s tokens too.',
    },
  ],
});
