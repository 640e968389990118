import type { ModuleContext, PolicyStatement } from '@restartix/core';
import type { DeployIamConfig } from './deploy-iam.config';
import { backupBuckets, restoreRole } from './names';

/**
 * What a drill does: it lists the backups, starts the restore's task, as the role that decrypts, and reads that task's log. It reads no backup, no
 * secret and no row itself. A task's command and environment can be overridden, and IAM knows no condition on that: so the
 * role trusts one workflow of the default branch and nothing else.
 */
export function drillStatements(context: ModuleContext, config: DeployIamConfig): PolicyStatement[] {
  const cluster = config.clusterName ?? context.name('cluster');
  const family = context.name('backup-restore');
  const ecs = (resource: string): string => context.arn({ service: 'ecs', resource });
  const executionRole = context.arn({
    service: 'iam',
    region: '',
    resource: `role/${context.name('backup-runner-execution', 64)}`,
  });
  const inCluster = { ArnEquals: { 'ecs:cluster': ecs(`cluster/${cluster}`) } };
  return [
    { sid: 'AskWithoutResources', actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] },
    {
      sid: 'FindRestore',
      actions: ['ssm:GetParameter'],
      resources: [
        context.arn({ service: 'ssm', resource: `parameter/${context.project}/${context.env}/jobs/backup-restore` }),
      ],
    },
    // Names, sizes and dates of backups, to take the newest.
    { sid: 'ListBackups', actions: ['s3:ListBucket'], resources: [backupBuckets(context)] },
    {
      sid: 'RunRestore',
      actions: ['ecs:RunTask'],
      resources: [ecs(`task-definition/${family}:*`)],
      conditions: inCluster,
    },
    {
      sid: 'FollowRestore',
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [ecs(`task/${cluster}/*`)],
      conditions: inCluster,
    },
    {
      sid: 'PassRestoreRoles',
      actions: ['iam:PassRole'],
      resources: [restoreRole(context), executionRole],
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    {
      sid: 'ReadLog',
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents'],
      resources: [
        context.arn({
          service: 'logs',
          resource: `log-group:/ecs/${context.project}-${context.env}/backup-restore:*`,
        }),
      ],
    },
  ];
}
