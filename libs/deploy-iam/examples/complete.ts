import type { EnvStack } from '@restartix/core';
import { BreakGlass, DeployIam, GithubOidcProvider } from '../src';

const WORKFLOWS = 'restartix/infrastructure/.github/workflows';

/** With the account's provider, GitHub's immutable subjects, named workflows for each role, and break-glass. */
export default function example(stack: EnvStack): void {
  const github = new GithubOidcProvider(stack, 'github');
  new DeployIam(stack, 'deploy-iam', {
    githubOrg: 'restartix',
    githubRepo: 'infrastructure',
    githubOwnerId: '4711',
    githubRepoId: '815',
    allowedBranches: ['main', 'hotfix/2026'],
    allowedEnvironments: ['staging'],
    applyWorkflowRef: `${WORKFLOWS}/deploy.yml@refs/heads/main`,
    deployWorkflowRef: `${WORKFLOWS}/release.yml@refs/heads/main`,
    applications: [{ githubOrg: 'restartix', githubRepo: 'core-api' }],
    planWorkflowRefs: [`${WORKFLOWS}/plan.yml@refs/heads/main`, `${WORKFLOWS}/drift.yml@refs/heads/main`],
    drillWorkflowRef: `${WORKFLOWS}/restore-drill.yml@refs/heads/main`,
    oidcProviderArn: github.oidcProviderArn,
    services: ['core-api', 'clinic'],
    repositories: ['core-api', 'clinic', 'pgbouncer'],
    jobs: ['migrations'],
    otherJobs: ['database-users'],
    clusterName: 'restartix-staging-shared',
    secrets: ['clerk'],
    otherLogs: ['/ecs/restartix-staging/backup-runner'],
    backupCopies: [
      {
        bucketArn: 'arn:aws:s3:::restartix-backups-staging-copy',
        kmsKeyArn: 'arn:aws:kms:eu-west-1:210987654321:key/11111111-2222-3333-4444-555555555555',
      },
    ],
    planStateStatements: [],
    applyStateStatements: [],
  });
  new BreakGlass(stack, 'break-glass', { users: ['break-glass'], stateStatements: [] });
}
