// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const BREAK_GLASS_CONFIG: Inputs = {
  users: { list: 'string' },
  stateStatements: {
    list: {
      keys: {
        sid: 'string',
        effect: ['Allow', 'Deny'],
        actions: { list: 'string' },
        resources: { list: 'string' },
        principals: { oneOf: ['*'], each: { list: 'string' } },
        conditions: { each: { each: { is: 'string', list: 'string' } } },
      },
    },
  },
  env: 'string',
  project: 'string',
};

export const DEPLOY_IAM_CONFIG: Inputs = {
  githubOrg: 'string',
  githubRepo: 'string',
  allowedBranches: { list: 'string' },
  allowedEnvironments: { list: 'string' },
  githubOwnerId: 'string',
  githubRepoId: 'string',
  applyWorkflowRef: 'string',
  planWorkflowRefs: { list: 'string' },
  drillWorkflowRef: 'string',
  oidcProviderArn: 'string',
  clusterName: 'string',
  deployRoles: {
    each: {
      keys: {
        services: { list: 'string' },
        repositories: { list: 'string' },
        jobs: { list: 'string' },
        otherJobs: { list: 'string' },
        secrets: { list: 'string' },
        otherLogs: { list: 'string' },
        deployWorkflowRef: 'string',
        applications: {
          list: {
            keys: { githubOrg: 'string', githubRepo: 'string', githubOwnerId: 'string', githubRepoId: 'string' },
          },
        },
      },
    },
  },
  backupCopies: { list: { keys: { bucketArn: 'string', kmsKeyArn: 'string' } } },
  planStateStatements: {
    list: {
      keys: {
        sid: 'string',
        effect: ['Allow', 'Deny'],
        actions: { list: 'string' },
        resources: { list: 'string' },
        principals: { oneOf: ['*'], each: { list: 'string' } },
        conditions: { each: { each: { is: 'string', list: 'string' } } },
      },
    },
  },
  applyStateStatements: {
    list: {
      keys: {
        sid: 'string',
        effect: ['Allow', 'Deny'],
        actions: { list: 'string' },
        resources: { list: 'string' },
        principals: { oneOf: ['*'], each: { list: 'string' } },
        conditions: { each: { each: { is: 'string', list: 'string' } } },
      },
    },
  },
  env: 'string',
  project: 'string',
  services: { list: 'string' },
  repositories: { list: 'string' },
  jobs: { list: 'string' },
  otherJobs: { list: 'string' },
  secrets: { list: 'string' },
  otherLogs: { list: 'string' },
  deployWorkflowRef: 'string',
  applications: {
    list: { keys: { githubOrg: 'string', githubRepo: 'string', githubOwnerId: 'string', githubRepoId: 'string' } },
  },
};
