import type { ModuleContext, PolicyStatement } from '@restartix/core';
import { copyBoundary, type BackupCopyDestination } from './backup-copies';
import { backupBuckets, buckets, restoreRole } from './names';

/**
 * The most that any role of an environment can have, whatever its own policies say: what tasks, schedules, instances and
 * flow logs do with this environment's resources. No IAM but passing roles to tasks, and no other environment.
 */
export function boundaryStatements(
  context: ModuleContext,
  backupCopies: readonly BackupCopyDestination[] = [],
): PolicyStatement[] {
  const { env, project } = context;
  const own = `${project}-${env}`;
  const arn = (service: string, resource: string): string => context.arn({ service, resource });
  const role = (name: string): string => context.arn({ service: 'iam', region: '', resource: `role/${own}-${name}` });
  const secret = (name: string): string => arn('secretsmanager', `secret:${context.path(name)}`);
  return [
    {
      // These know no resource, or a role of AWS's own that does not name it.
      sid: 'UseAccount',
      actions: [
        'cloudwatch:Describe*',
        'cloudwatch:Get*',
        'cloudwatch:List*',
        'cloudwatch:PutMetricData',
        'ecr:GetAuthorizationToken',
        'logs:DescribeLogGroups',
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    },
    {
      sid: 'UseObjects',
      actions: [
        's3:AbortMultipartUpload',
        's3:DeleteObject',
        's3:GetObject',
        's3:GetObjectVersion',
        's3:ListBucket',
        's3:ListBucketMultipartUploads',
        's3:ListMultipartUploadParts',
        's3:PutObject',
        's3:RestoreObject',
      ],
      resources: buckets(context).flatMap((bucket) => [bucket, `${bucket}/*`]),
    },
    {
      sid: 'UseKeys',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*'],
      resources: [arn('kms', 'key/*')],
      conditions: { StringEquals: { 'aws:ResourceTag/Environment': env } },
    },
    { sid: 'ReadSecrets', actions: ['secretsmanager:GetSecretValue'], resources: [secret('*')] },
    {
      sid: 'PullImages',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [arn('ecr', `repository/${own}-*`)],
    },
    {
      sid: 'WriteLogs',
      actions: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:PutRetentionPolicy',
      ],
      resources: [`/ecs/${own}/*`, `/vpc/${own}-*`, 'RDS*'].map((name) => arn('logs', `log-group:${name}`)),
    },
    {
      sid: 'StartTasks',
      actions: ['ecs:RunTask', 'ecs:TagResource'],
      resources: [arn('ecs', `task-definition/${own}-*`), arn('ecs', `task/${own}-*/*`)],
    },
    {
      sid: 'PassTaskRoles',
      actions: ['iam:PassRole'],
      resources: [role('*-task'), role('*-execution')],
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    {
      sid: 'SendMessages',
      actions: ['events:InvokeApiDestination', 'ses:SendEmail', 'ses:SendRawEmail', 'sns:Publish', 'sqs:SendMessage'],
      resources: [
        arn('events', `api-destination/${own}-*`),
        arn('ses', 'identity/*'),
        arn('ses', `configuration-set/${own}*`),
        arn('sns', `${own}-*`),
        arn('sqs', `${own}-*`),
      ],
    },
    {
      sid: 'DenyRestoring',
      effect: 'Deny',
      actions: ['iam:PassRole'],
      resources: [restoreRole(context)],
    },
    {
      // A backup's writer that was given more rights still reads none.
      sid: 'DenyReadingBackups',
      effect: 'Deny',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [`${backupBuckets(context)}/*`],
      conditions: { ArnNotLike: { 'aws:PrincipalArn': restoreRole(context) } },
    },
    ...copyBoundary(context, backupCopies),
    {
      // Terraform's own.
      sid: 'DenyPipelineSecrets',
      effect: 'Deny',
      actions: ['secretsmanager:*'],
      resources: ['cloudflare-apply-??????', 'cloudflare-plan-??????', '*-master-??????'].map(secret),
    },
  ];
}
