import { BreakGlass, DeployIam, GithubOidcProvider } from '@restartix/deploy-iam';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import type { EnvStack, PolicyStatement } from '@restartix/core';
import { ACCOUNT } from './given';
import { updateBehavior } from './rows';

const WORKFLOWS = 'restartix/infrastructure/.github/workflows';
const ref = (file: string): string => `${WORKFLOWS}/${file}@refs/heads/main`;
const app = { githubOrg: 'restartix', githubRepo: 'core-api' };
const withApp = { applications: [app] };
const copy = (region: string): { readonly bucketArn: string; readonly kmsKeyArn: string } => ({
  bucketArn: `arn:aws:s3:::restartix-backups-staging-copy-${region}`,
  kmsKeyArn: `arn:aws:kms:${region}:210987654321:key/11111111-2222-3333-4444-555555555555`,
});
const team = { services: ['clinic'] };
const withTeam = { deployRoles: { clinic: team } };
const state = (key: string): PolicyStatement[] => [
  { sid: 'State', actions: ['s3:GetObject'], resources: [`arn:aws:s3:::restartix-tfstate/${key}`] },
];

export const deployIam = updateBehavior({
  module: 'deploy-iam',
  construct: DeployIam,
  base: {
    ...{ githubOrg: 'restartix', githubRepo: 'infrastructure', services: ['core-api'] },
    ...{ planStateStatements: state('staging'), applyStateStatements: state('staging') },
  },
  inputs: {
    githubOrg: { values: ['restartix', 'acme'] },
    githubRepo: { values: ['infrastructure', 'platform'] },
    allowedBranches: { values: [['main'], ['main', 'hotfix']] },
    allowedEnvironments: { values: [['staging', 'staging-eu'], ['staging-eu']] },
    githubOwnerId: { values: ['4711', '4712'], with: { githubRepoId: '815' } },
    githubRepoId: { values: ['815', '816'], with: { githubOwnerId: '4711' } },
    applyWorkflowRef: { values: [ref('deploy.yml'), ref('apply.yml')] },
    deployWorkflowRef: { values: [ref('release.yml'), ref('ship.yml')] },
    applications: { values: [[app], [app, { ...app, githubRepo: 'clinic' }]] },
    'applications[].githubOrg': { values: ['restartix', 'acme'], with: withApp },
    'applications[].githubRepo': { values: ['core-api', 'clinic'], with: withApp },
    'applications[].githubOwnerId': {
      values: ['4711', '4712'],
      with: { applications: [{ ...app, githubRepoId: '815' }] },
    },
    'applications[].githubRepoId': {
      values: ['815', '816'],
      with: { applications: [{ ...app, githubOwnerId: '4711' }] },
    },
    planWorkflowRefs: { values: [[ref('plan.yml')], [ref('plan.yml'), ref('drift.yml')]] },
    drillWorkflowRef: { values: [ref('restore-drill.yml'), ref('drill.yml')] },
    oidcProviderArn: {
      values: [
        `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
        `arn:aws:iam::${ACCOUNT}:oidc-provider/github.example.com`,
      ],
    },
    services: { values: [['core-api'], ['core-api', 'clinic']] },
    repositories: {
      values: [
        ['core-api', 'pgbouncer'],
        ['core-api', 'pgbouncer', 'jobs'],
      ],
    },
    clusterName: { values: ['restartix-staging-shared', 'restartix-staging-second'] },
    jobs: { values: [['migrations'], ['migrations', 'seed']] },
    otherJobs: { values: [['database-users'], ['database-users', 'seed']] },
    secrets: { values: [['clerk'], ['clerk', 'mail']] },
    otherLogs: { values: [['/ecs/one'], ['/ecs/one', '/ecs/two']] },
    backupCopies: { values: [[copy('eu-west-1')], [copy('eu-west-1'), copy('eu-west-2')]] },
    'backupCopies[].bucketArn': {
      values: ['arn:aws:s3:::restartix-backups-staging-one', 'arn:aws:s3:::restartix-backups-staging-two'],
      with: { backupCopies: [copy('eu-west-1')] },
    },
    'backupCopies[].kmsKeyArn': {
      values: [copy('eu-west-1').kmsKeyArn, copy('eu-west-2').kmsKeyArn],
      with: { backupCopies: [copy('eu-west-1')] },
    },
    planStateStatements: { values: [state('staging'), state('staging-eu')] },
    applyStateStatements: { values: [state('staging'), state('staging-eu')] },
    deployRoles: { values: [{ clinic: team }, { clinic: team, portal: { services: ['portal'] } }] },
    'deployRoles.*.services': { values: [['clinic'], ['clinic', 'portal']], with: withTeam },
    'deployRoles.*.repositories': {
      values: [
        ['clinic', 'forms'],
        ['clinic', 'forms', 'jobs'],
      ],
      with: withTeam,
    },
    'deployRoles.*.jobs': { values: [['migrations'], ['migrations', 'seed']], with: withTeam },
    'deployRoles.*.otherJobs': { values: [['database-users'], ['database-users', 'seed']], with: withTeam },
    'deployRoles.*.secrets': { values: [['clerk'], ['clerk', 'mail']], with: withTeam },
    'deployRoles.*.otherLogs': { values: [['/ecs/one'], ['/ecs/one', '/ecs/two']], with: withTeam },
    'deployRoles.*.deployWorkflowRef': { values: [ref('release.yml'), ref('ship.yml')], with: withTeam },
    'deployRoles.*.applications': { values: [[app], [app, { ...app, githubRepo: 'clinic' }]], with: withTeam },
  },
  places: { Repository: 'applications[]' },
});

export const breakGlass = updateBehavior({
  module: 'deploy-iam',
  construct: BreakGlass,
  given: (stack) => ['alice', 'bob'].map((name) => user(stack, name)),
  base: { users: ['alice'], stateStatements: state('staging') },
  inputs: {
    users: { values: [['alice'], ['alice', 'bob']] },
    stateStatements: { values: [state('staging'), state('staging-eu')] },
  },
});

export const githubOidcProvider = updateBehavior({
  module: 'deploy-iam',
  construct: GithubOidcProvider,
  given: (stack) => ({
    existing: new IamOpenidConnectProvider(stack, 'existing', {
      url: 'https://github.example.com',
      clientIdList: ['sts.amazonaws.com'],
      thumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
    }).arn,
  }),
  base: {},
  inputs: {
    existingArn: {
      values: [`arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`, ({ existing }) => existing],
    },
  },
});

function user(stack: EnvStack, name: string): IamUser {
  return new IamUser(stack, name, { name });
}
