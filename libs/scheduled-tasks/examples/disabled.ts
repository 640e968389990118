import type { EnvStack } from '@restartix/core';
import { ScheduledTasks } from '../src';

/** A schedule that is there and switched off, as the backup of staging: someone may run it by hand, or switch it on. */
export default function example(stack: EnvStack): void {
  new ScheduledTasks(stack, 'scheduled-tasks', {
    cluster: { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    tasks: {
      'backup-runner': {
        runs: {
          taskDefinitionArnWithoutRevision:
            'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-backup-runner',
          containerName: 'backup-runner',
          taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-backup-runner-task',
          executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-backup-runner-execution',
        },
        scheduleExpression: null,
        subnetIds: ['subnet-0123456789abcdef0'],
        securityGroupIds: ['sg-0123456789abcdef0'],
      },
    },
  });
}
