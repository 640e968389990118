import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ServiceRole, reference, type ModuleContext, type PolicyStatement } from '@restartix/core';
import type { Construct } from 'constructs';
import type { NamedTask } from './ecs-service.config';
import { repositoryOf } from './images';
import { logGroupName } from './logs';
import { secretArnsOf } from './secrets';

/** Who starts the task, and who the application is. */
export interface Roles {
  /** Pulls the image, reads the secrets, writes the log. */
  readonly execution: ServiceRole;
  /** What the application itself may do. */
  readonly task: ServiceRole;
}

/** Both roles of the task; only tasks of this account assume them. */
export function makeRoles(scope: Construct, context: ModuleContext, config: NamedTask): Roles {
  const { serviceName, permissionsBoundary } = config;
  const trust = {
    service: 'ecs-tasks.amazonaws.com',
    // ECS sends the cluster's ARN, yet its documentation allows only the wildcard: clusters cannot be told apart.
    sourceArn: context.arn({ service: 'ecs', resource: '*' }),
    permissionsBoundary,
  };
  return {
    execution: new ServiceRole(scope, 'execution', context, {
      ...trust,
      name: context.name(`${serviceName}-execution`, 64),
      description: `Execution role of ${serviceName}: image, secrets, log`,
      policies: { start: executionStatements(scope, context, config) },
    }),
    task: new ServiceRole(scope, 'task', context, {
      ...trust,
      name: context.name(`${serviceName}-task`, 64),
      description: `Task role of ${serviceName}`,
      policies: { application: config.taskPolicy ?? [], exec: config.exec ? execStatements(config) : [] },
      managedPolicyArns: policiesByKey(scope, config.additionalIamPolicyArns ?? []),
    }),
  };
}

function executionStatements(scope: Construct, context: ModuleContext, config: NamedTask): PolicyStatement[] {
  return [
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [
        context.arn({ service: 'logs', resource: `log-group:${logGroupName(context, config.serviceName)}:*` }),
      ],
    },
    ...pullStatements(scope, context, config),
    ...secretStatements(context, config),
  ];
}

function pullStatements(scope: Construct, { partition }: ModuleContext, config: NamedTask): PolicyStatement[] {
  const containers = [config, ...Object.values(config.sidecars ?? {})];
  const repositories = new Set(
    containers
      .map((container) => repositoryOf(scope, container, partition))
      .flatMap((repository) => (repository.kind === 'ecr' ? [repository.arn] : [])),
  );
  if (repositories.size === 0) return [];
  return [
    {
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [...repositories],
    },
    // The action has no resource: a token is for the whole registry. What it can pull, the statement above says.
    { sid: 'GetRegistryToken', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
  ];
}

function secretStatements(context: ModuleContext, config: NamedTask): PolicyStatement[] {
  const secrets = secretArnsOf(config);
  if (secrets.length === 0) return [];
  const keys = config.secretsKmsKeyArns ?? [];
  const decrypt: PolicyStatement = {
    sid: 'DecryptSecrets',
    actions: ['kms:Decrypt'],
    resources: keys,
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${context.region}.amazonaws.com` } },
  };
  return [
    { sid: 'ReadSecrets', actions: ['secretsmanager:GetSecretValue'], resources: secrets },
    ...(keys.length > 0 ? [decrypt] : []),
  ];
}

function execStatements({ cluster }: NamedTask): PolicyStatement[] {
  const { logGroupArn, kmsKeyArn } = cluster.exec ?? {};
  return [
    {
      sid: 'OpenSession',
      actions: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      // These actions have no resource.
      resources: ['*'],
    },
    ...(logGroupArn ? recordStatements(logGroupArn) : []),
    ...(kmsKeyArn ? [{ sid: 'EncryptSession', actions: ['kms:Decrypt'], resources: [kmsKeyArn] }] : []),
  ];
}

function recordStatements(logGroupArn: string): PolicyStatement[] {
  return [
    {
      sid: 'RecordSession',
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [`${logGroupArn}:*`],
    },
    // The agent lists the groups to find its own; the action has no narrower resource.
    { sid: 'FindSessionLog', actions: ['logs:DescribeLogGroups'], resources: ['*'] },
  ];
}

/** What a role may do, for what must not start before. */
export function rightsOf(role: ServiceRole): (IamRolePolicy | IamRolePolicyAttachment)[] {
  return role.node.findAll().filter((part) => part instanceof IamRolePolicy || part instanceof IamRolePolicyAttachment);
}

function policiesByKey(scope: Construct, policyArns: readonly string[]): Record<string, string> {
  return Object.fromEntries(policyArns.map((arn) => [policyKey(scope, arn), arn]));
}

/** A stable key for one of a list: the policy's name, or the reference's where the ARN is not known yet. */
export function policyKey(scope: Construct, policyArn: string): string {
  const arn = reference(scope, policyArn);
  const [, resource] = /^\$\{(.+)\.arn\}$/.exec(arn) ?? [];
  return resource?.split('.').at(-1) ?? arn.split('/').at(-1)!;
}
