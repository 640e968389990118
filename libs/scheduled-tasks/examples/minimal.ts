import type { EnvStack } from '@restartix/core';
import { ScheduledTasks } from '../src';

export default function example(stack: EnvStack): void {
  new ScheduledTasks(stack, 'scheduled-tasks', {
    cluster: { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    defaultSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    defaultSecurityGroupIds: ['sg-0123456789abcdef0'],
    tasks: {
      'check-providers': {
        runs: {
          taskDefinitionArnWithoutRevision:
            'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-core-api',
          containerName: 'core-api',
          taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task',
          executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-execution',
        },
        command: ['check-providers'],
        scheduleExpression: 'rate(5 minutes)',
      },
    },
  });
}
