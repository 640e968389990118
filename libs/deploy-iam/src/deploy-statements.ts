import type { ModuleContext, PolicyStatement } from '@restartix/core';
import type { DeployScope } from './deploy-iam.config';

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

/** What an application's pipeline does: push an image, run the jobs that come first, deploy it, record that it is deployed. */
export function deployStatements(
  context: ModuleContext,
  scope: DeployScope,
  cluster = context.name('cluster'),
): PolicyStatement[] {
  const { services, repositories = services, jobs = [], otherJobs = [], secrets = [], otherLogs = [] } = scope;
  const ecs = (resource: string): string => context.arn({ service: 'ecs', resource });
  const inCluster = { ArnEquals: { 'ecs:cluster': ecs(`cluster/${cluster}`) } };
  const families = (names: readonly string[]): string[] =>
    names.map((name) => ecs(`task-definition/${context.name(name)}:*`));
  const parameters = (kind: string, names: readonly string[]): string[] =>
    names.map((name) => context.arn({ service: 'ssm', resource: `parameter/${context.path(`${kind}/${name}`)}` }));
  const described = ['services', 'jobs', 'images'];
  const logs = [
    ...[...jobs, ...otherJobs].map((name) => `/ecs/${context.project}-${context.env}/${name}`),
    ...otherLogs,
  ];
  const statements: PolicyStatement[] = [
    // These two know no resource.
    {
      sid: 'AskWithoutResources',
      actions: ['ecr:GetAuthorizationToken', 'ecs:DescribeTaskDefinition'],
      resources: ['*'],
    },
    {
      // Who may read a path may read what is below it.
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
      sid: 'ReadDescriptions',
      actions: ['ssm:GetParametersByPath'],
      resources: described.flatMap((kind) => {
        const path = context.arn({ service: 'ssm', resource: `parameter/${context.path(kind)}` });
        return [path, `${path}/*`];
      }),
    },
    {
      sid: 'ReadHistory',
      actions: ['ssm:GetParameterHistory'],
      resources: parameters('images', repositories),
    },
    {
      sid: 'ReadNewestDeployment',
      actions: ['ssm:GetParameter'],
      resources: parameters('deployments', repositories),
    },
    {
      sid: 'RecordDeployments',
      actions: ['ssm:PutParameter'],
      resources: ['deployments', 'images'].flatMap((kind) => parameters(kind, repositories)),
    },
    {
      // Whether there is a value; none is read.
      sid: 'DescribeSecrets',
      actions: ['secretsmanager:DescribeSecret'],
      resources: [context.arn({ service: 'secretsmanager', resource: `secret:${context.path('*')}` })],
    },
    {
      sid: 'RegisterTaskDefinitions',
      actions: ['ecs:RegisterTaskDefinition'],
      resources: families([...services, ...jobs]),
    },
    {
      // A new revision keeps the tags of the one before.
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
      sid: 'TagWhatIsRegistered',
      actions: ['ecs:TagResource'],
      resources: families([...services, ...jobs]),
      conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
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
      // Its resource is a container instance, which Fargate has not got: the cluster is what restricts it.
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
      sid: 'ListTasks',
      actions: ['ecs:ListTasks'],
      resources: ['*'],
      conditions: inCluster,
    },
    {
      sid: 'DescribeTasks',
      actions: ['ecs:DescribeTasks'],
      // A task's ARN carries its cluster's name and an id that ECS makes up.
      resources: [ecs(`task/${cluster}/*`)],
      conditions: inCluster,
    },
    {
      sid: 'PassTaskRoles',
      actions: ['iam:PassRole'],
      resources: [...services, ...jobs, ...otherJobs].flatMap((name) =>
        ['task', 'execution'].map((kind) =>
          context.arn({ service: 'iam', region: '', resource: `role/${context.name(`${name}-${kind}`, 64)}` }),
        ),
      ),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    {
      sid: 'RunJobs',
      actions: ['ecs:RunTask'],
      resources: families([...jobs, ...otherJobs]),
      conditions: inCluster,
    },
    {
      // A task gets the tags of its task definition.
      sid: 'TagWhatIsRun',
      actions: ['ecs:TagResource'],
      resources: jobs.length + otherJobs.length > 0 ? [ecs(`task/${cluster}/*`)] : [],
      conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
    },
    ...(secrets.length > 0 ? readSecrets(context, secrets) : []),
    {
      sid: 'ReadLogs',
      actions: ['logs:GetLogEvents'],
      resources: logs.map((name) => context.arn({ service: 'logs', resource: `log-group:${name}:*` })),
    },
  ];
  return statements.filter(({ resources = [] }) => resources.length > 0);
}

/** Secrets by name; Secrets Manager puts a hyphen and six characters behind each. */
function readSecrets(context: ModuleContext, secrets: readonly string[]): PolicyStatement[] {
  const arns = secrets.map((name) =>
    context.arn({ service: 'secretsmanager', resource: `secret:${context.path(name)}-??????` }),
  );
  return [
    {
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
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
