import type { ModuleContext, PolicyStatement } from '@restartix/core';
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
  const { services, repositories = services, secrets = [], otherLogs = [] } = config;
  const cluster = config.clusterName ?? context.name('cluster');
  const ecs = (resource: string): string => context.arn({ service: 'ecs', resource });
  const inCluster = { ArnEquals: { 'ecs:cluster': ecs(`cluster/${cluster}`) } };
  const families = services.map((name) => ecs(`task-definition/${context.name(name)}:*`));
  const logs = [...services.map((name) => `/ecs/${context.project}-${context.env}/${name}`), ...otherLogs];
  return [
    // These two know no resource.
    {
      sid: 'AskWithoutResources',
      actions: ['ecr:GetAuthorizationToken', 'ecs:DescribeTaskDefinition'],
      resources: ['*'],
    },
    {
      sid: 'RegisterTaskDefinitions',
      actions: ['ecs:RegisterTaskDefinition'],
      resources: families,
    },
    {
      sid: 'PushImages',
      actions: PUSH,
      resources: repositories.map((name) =>
        context.arn({ service: 'ecr', resource: `repository/${context.name(name, 256)}` }),
      ),
    },
    {
      sid: 'UpdateServices',
      actions: ['ecs:DescribeServices', 'ecs:UpdateService'],
      resources: services.map((name) => ecs(`service/${cluster}/${context.name(name)}`)),
      conditions: inCluster,
    },
    {
      sid: 'RunMigrations',
      actions: ['ecs:RunTask'],
      resources: families,
      conditions: inCluster,
    },
    {
      sid: 'DescribeDeployments',
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      // A task's ARN carries its cluster's name and an id that ECS makes up.
      resources: [ecs(`task/${cluster}/*`)],
      conditions: inCluster,
    },
    {
      sid: 'PassTaskRoles',
      actions: ['iam:PassRole'],
      resources: services.flatMap((name) =>
        ['task', 'execution'].map((kind) =>
          context.arn({ service: 'iam', region: '', resource: `role/${context.name(`${name}-${kind}`, 64)}` }),
        ),
      ),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    ...(secrets.length > 0 ? readSecrets(context, secrets) : []),
    {
      sid: 'ReadLogs',
      actions: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
      resources: logs.map((name) => context.arn({ service: 'logs', resource: `log-group:${name}:*` })),
    },
  ];
}

/** Secrets by name; Secrets Manager puts a hyphen and six characters behind each. */
function readSecrets(context: ModuleContext, secrets: readonly string[]): PolicyStatement[] {
  const arns = secrets.map((name) =>
    context.arn({ service: 'secretsmanager', resource: `secret:${context.path(name)}-??????` }),
  );
  return [
    {
      sid: 'ReadSecrets',
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      resources: arns,
    },
    {
      // Secrets Manager decrypts in the caller's name, and says for which secret.
      // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
      sid: 'DecryptSecrets',
      actions: ['kms:Decrypt'],
      resources: [context.arn({ service: 'kms', resource: 'key/*' })],
      conditions: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${context.region}.amazonaws.com`,
          'aws:ResourceTag/Environment': context.env,
        },
        StringLike: { 'kms:EncryptionContext:SecretARN': arns },
      },
    },
  ];
}
