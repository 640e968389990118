import type { ModuleContext, PolicyStatement } from '@restartix/core';

interface Restores {
  readonly context: ModuleContext;
  readonly clusterArn: string;
  /** Of every revision. */
  readonly taskDefinitionArn: string;
  /** What the task runs as, and is started by. */
  readonly roleArns: readonly string[];
  readonly logGroupArn: string;
  readonly bucketArn: string;
}

/** What a person needs to list backups and to start a restore; reading one is the task's. */
export function operatorStatements(input: Restores): PolicyStatement[] {
  const { context, clusterArn, taskDefinitionArn, roleArns, logGroupArn, bucketArn } = input;
  const inCluster = { ArnEquals: { 'ecs:cluster': clusterArn } };
  return [
    { sid: 'ListBackups', actions: ['s3:ListBucket'], resources: [bucketArn] },
    {
      sid: 'FindRestore',
      actions: ['ssm:GetParameter'],
      resources: [
        context.arn({ service: 'ssm', resource: `parameter/${context.project}/${context.env}/jobs/backup-restore` }),
      ],
    },
    // These know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    {
      sid: 'ReadTaskDefinitions',
      actions: ['ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitionFamilies'],
      resources: ['*'],
    },
    {
      sid: 'TagRestore',
      actions: ['ecs:TagResource'],
      resources: [context.arn({ service: 'ecs', resource: 'task/*' })],
      conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
    },
    { sid: 'StartRestore', actions: ['ecs:RunTask'], resources: [taskDefinitionArn], conditions: inCluster },
    {
      sid: 'FollowRestore',
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [context.arn({ service: 'ecs', resource: 'task/*' })],
      conditions: inCluster,
    },
    { sid: 'ReadLog', actions: ['logs:FilterLogEvents'], resources: [logGroupArn, `${logGroupArn}:*`] },
    {
      sid: 'PassRoles',
      actions: ['iam:PassRole'],
      resources: roleArns,
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  ];
}
