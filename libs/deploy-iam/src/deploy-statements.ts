import { isKnown, type ModuleContext, type PolicyStatement } from '@restartix/core';
import type { DeployIamConfig } from './deploy-iam.config';

const PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:DescribeImages',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

/** What an application's pipeline does: push an image, deploy it, migrate the database, look at the logs. */
export function deployStatements(context: ModuleContext, config: DeployIamConfig): PolicyStatement[] {
  const { clusterArn } = config.cluster;
  const services = Object.values(config.services);
  const logged = [...services, ...Object.values(config.otherLogs ?? {})];
  const inCluster = { ArnEquals: { 'ecs:cluster': clusterArn } };
  return [
    // These two know no resource.
    { sid: 'GetRegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      sid: 'RegisterTaskDefinitions',
      actions: ['ecs:DescribeTaskDefinition', 'ecs:RegisterTaskDefinition'],
      resources: ['*'],
    },
    { sid: 'PushImages', actions: PUSH, resources: Object.values(config.registry.repositoryArns) },
    {
      sid: 'UpdateServices',
      actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
      resources: services.map(({ serviceArn }) => serviceArn),
      conditions: inCluster,
    },
    {
      sid: 'RunMigrations',
      actions: ['ecs:RunTask'],
      resources: services.map(({ taskDefinitionArnWithoutRevision: family }) => `${family}:*`),
      conditions: inCluster,
    },
    {
      sid: 'DescribeDeployments',
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [taskArns(context, clusterArn)],
      conditions: inCluster,
    },
    {
      sid: 'PassTaskRoles',
      actions: ['iam:PassRole'],
      resources: services.flatMap(({ taskRoleArn, executionRoleArn }) => [taskRoleArn, executionRoleArn]),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    {
      sid: 'ReadSecrets',
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      resources: [context.arn({ service: 'secretsmanager', resource: `secret:${context.path('*')}` })],
    },
    {
      sid: 'ReadLogs',
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
      resources: logged.map(({ logGroup }) => `${logGroup.arn}:*`),
    },
  ];
}

/** A task's ARN carries its cluster's name and an id that ECS makes up. */
function taskArns(context: ModuleContext, clusterArn: string): string {
  const cluster = isKnown(clusterArn) ? clusterArn.split('/').at(-1)! : `${context.project}-${context.env}-*`;
  return context.arn({ service: 'ecs', resource: `task/${cluster}/*` });
}
