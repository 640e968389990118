import type { EnvStack } from '@restartix/core';
import { ScheduledTasks } from '../src';

/** On Spot, on the clocks of Bucharest, for one summer, with a dead-letter queue that is there already. */
export default function example(stack: EnvStack): void {
  new ScheduledTasks(stack, 'reports', {
    name: 'reports',
    cluster: { clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
    defaultSubnetIds: ['subnet-0123456789abcdef0'],
    defaultSecurityGroupIds: ['sg-0123456789abcdef0'],
    timeZone: 'Europe/Bucharest',
    capacity: 'fargate-spot',
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/restartix-staging-boundary',
    tasks: {
      'weekly-report': {
        runs: {
          taskDefinitionArnWithoutRevision:
            'arn:aws:ecs:eu-central-1:123456789012:task-definition/restartix-staging-core-api',
          containerName: 'core-api',
          taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task',
          executionRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-execution',
        },
        command: ['report', '--weekly'],
        environment: { REPORT_FORMAT: 'pdf' },
        scheduleExpression: 'cron(30 7 ? * MON *)',
        startDate: '2027-06-01T00:00:00Z',
        endDate: '2027-09-01T00:00:00Z',
        deadLetterArn: 'arn:aws:sqs:eu-central-1:123456789012:restartix-staging-dead-letters',
      },
    },
  });
}
