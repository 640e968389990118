import type { EnvStack } from '@restartix/core';
import { ScheduledTasks, type ScheduledTask } from '../src';

/** The foundation's registry of production: four jobs in Core API's image, and the backup with an image and roles of its own. */
export default function example(stack: EnvStack): void {
  const coreApi = {
    taskDefinitionArnWithoutRevision:
      'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-production-core-api',
    containerName: 'core-api',
    taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-production-core-api-task',
    executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-production-core-api-execution',
  };
  const job = (name: string, scheduleExpression: string): ScheduledTask => ({
    runs: coreApi,
    command: [name],
    scheduleExpression,
  });

  new ScheduledTasks(stack, 'scheduled-tasks', {
    cluster: {
      clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-production-cluster',
      clusterName: 'restartix-production-cluster',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    },
    defaultSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    defaultSecurityGroupIds: ['sg-0123456789abcdef0'],
    failureTopicArn: 'arn:aws:sns:eu-central-1:123456789012:restartix-alerts-production',
    timeZone: 'UTC',
    retry: { maximumAttempts: 3, maximumAgeSeconds: 600 },
    logRetentionInDays: 90,
    tasks: {
      'audit-partition-roll': {
        ...job('audit-partition-roll', 'cron(0 2 1 * ? *)'),
        // Both are due at 02:00 on day 1, as the registry has it.
        mayStartWith: ['backup-runner'],
      },
      'usage-quota-reset': job('usage-quota-reset', 'cron(5 0 1 * ? *)'),
      'usage-summary-rollup': job('usage-summary-rollup', 'cron(0 3 1 * ? *)'),
      'check-providers': { ...job('check-providers', 'rate(1 minute)'), retry: { maximumAttempts: 0 } },
      'backup-runner': {
        runs: {
          taskDefinitionArnWithoutRevision:
            'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-production-backup-runner',
          containerName: 'backup-runner',
          taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-production-backup-runner-task',
          executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-production-backup-runner-execution',
        },
        command: [],
        scheduleExpression: 'cron(0 2 * * ? *)',
        securityGroupIds: ['sg-0123456789abcdef1'],
        description: 'Dumps the database into the backup bucket',
      },
    },
  });
}
