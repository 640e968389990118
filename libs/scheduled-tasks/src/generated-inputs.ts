// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const SCHEDULED_TASKS_CONFIG: Inputs = {
  name: 'string',
  cluster: { keys: { clusterArn: 'string', clusterName: 'string', capacityProviders: { list: 'string' } } },
  tasks: {
    each: {
      keys: {
        runs: {
          keys: {
            taskDefinitionArnWithoutRevision: 'string',
            containerName: 'string',
            taskRoleArn: 'string',
            executionRoleArn: 'string',
            image: { keys: { isDeployed: '*' } },
            subnetIds: { list: 'string' },
            securityGroupIds: { list: 'string' },
          },
        },
        scheduleExpression: 'string',
        command: { list: 'string' },
        environment: { each: 'string' },
        subnetIds: { list: 'string' },
        securityGroupIds: { list: 'string' },
        deadLetterArn: 'string',
        timeZone: 'string',
        retry: { keys: { maximumAttempts: 'number', maximumAgeSeconds: 'number' } },
        capacity: ['fargate', 'fargate-spot'],
        startDate: 'string',
        endDate: 'string',
        description: 'string',
        mayStartWith: { list: 'string' },
      },
    },
  },
  defaultSubnetIds: { list: 'string' },
  defaultSecurityGroupIds: { list: 'string' },
  timeZone: 'string',
  retry: { keys: { maximumAttempts: 'number', maximumAgeSeconds: 'number' } },
  capacity: ['fargate', 'fargate-spot'],
  failureTopicArn: 'string',
  logRetentionInDays: 'number',
  logKmsKeyArn: 'string',
  databaseAutoPauseSeconds: 'number',
  permissionsBoundary: 'string',
  env: 'string',
  project: 'string',
};
