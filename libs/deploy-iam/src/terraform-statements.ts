import type { ModuleContext, PolicyStatement } from '@restartix/core';

/** A service that Terraform makes things in. */
interface Service {
  /** The prefix of its actions. */
  readonly prefix: string;
  /**
   * The resources of this environment: by their names wherever the service has names. Undefined where it gives ids, which no
   * pattern tells apart: then only the region holds.
   */
  readonly resources?: (context: ModuleContext) => readonly string[];
}

const named =
  (service: string, ...patterns: readonly ((own: string, context: ModuleContext) => string)[]) =>
  (context: ModuleContext): string[] =>
    patterns.map((pattern) =>
      context.arn({ service, resource: pattern(`${context.project}-${context.env}`, context) }),
    );

const global =
  (service: string, ...patterns: readonly ((own: string, context: ModuleContext) => string)[]) =>
  (context: ModuleContext): string[] =>
    patterns.map((pattern) =>
      context.arn({ service, region: '', resource: pattern(`${context.project}-${context.env}`, context) }),
    );

/** Where the modules make things, and by which names these are known. */
export const SERVICES: readonly Service[] = [
  { prefix: 'acm' },
  { prefix: 'application-autoscaling' },
  {
    prefix: 'autoscaling',
    resources: named('autoscaling', (own) => `autoScalingGroup:*:autoScalingGroupName/${own}-*`),
  },
  { prefix: 'cloudwatch', resources: alarmsAndDashboards },
  { prefix: 'ec2' },
  { prefix: 'ecr', resources: named('ecr', (own) => `repository/${own}-*`) },
  {
    prefix: 'ecs',
    resources: named(
      'ecs',
      (own) => `cluster/${own}-*`,
      (own) => `service/${own}-*/${own}-*`,
      (own) => `task-definition/${own}-*:*`,
    ),
  },
  {
    prefix: 'elasticache',
    resources: named(
      'elasticache',
      ...['cluster', 'parametergroup', 'replicationgroup', 'snapshot', 'subnetgroup', 'user', 'usergroup'].map(
        (kind) => (own: string) => `${kind}:${own}-*`,
      ),
    ),
  },
  {
    prefix: 'elasticloadbalancing',
    resources: named(
      'elasticloadbalancing',
      ...['loadbalancer/app', 'listener/app', 'listener-rule/app', 'targetgroup'].map(
        (kind) => (own: string) => `${kind}/${own}-*`,
      ),
    ),
  },
  {
    prefix: 'events',
    resources: named(
      'events',
      ...['rule', 'connection', 'api-destination'].map((kind) => (own: string) => `${kind}/${own}-*`),
    ),
  },
  {
    prefix: 'iam',
    resources: global(
      'iam',
      ...['role', 'policy', 'instance-profile'].map((kind) => (own: string) => `${kind}/${own}-*`),
    ),
  },
  { prefix: 'kms' },
  {
    prefix: 'logs',
    resources: named(
      'logs',
      (own) => `log-group:/ecs/${own}*`,
      (own) => `log-group:/elasticache/${own}-*`,
      (own) => `log-group:/aws/rds/*/${own}-*`,
      (own) => `log-group:/aws/*/${own}-*`,
      (own) => `log-group:/${own}/*`,
    ),
  },
  {
    prefix: 'rds',
    resources: named(
      'rds',
      ...['cluster', 'cluster-pg', 'cluster-snapshot', 'db', 'pg', 'snapshot', 'subgrp'].map(
        (kind) => (own: string) => `${kind}:${own}-*`,
      ),
    ),
  },
  { prefix: 's3', resources: buckets },
  {
    prefix: 'scheduler',
    resources: named(
      'scheduler',
      (own) => `schedule-group/${own}-*`,
      (own) => `schedule/${own}-*/*`,
    ),
  },
  {
    prefix: 'secretsmanager',
    resources: named('secretsmanager', (_, { project, env }) => `secret:${project}/${env}/*`),
  },
  { prefix: 'servicediscovery' },
  {
    prefix: 'ses',
    resources: named(
      'ses',
      (own) => `configuration-set/${own}*`,
      () => 'identity/*',
    ),
  },
  {
    prefix: 'sns',
    resources: named(
      'sns',
      (own) => `${own}-*`,
      (_, { project, env }) => `${project}-alerts-${env}*`,
    ),
  },
  { prefix: 'sqs', resources: named('sqs', (own) => `${own}-*`) },
];

function alarmsAndDashboards(context: ModuleContext): string[] {
  const own = `${context.project}-${context.env}`;
  return [
    context.arn({ service: 'cloudwatch', resource: `alarm:${own}-*` }),
    context.arn({ service: 'cloudwatch', region: '', resource: `dashboard/${own}-*` }),
  ];
}

/** Buckets carry the environment at the end of their names. */
function buckets({ partition, project, env }: ModuleContext): string[] {
  return [`arn:${partition}:s3:::${project}-*-${env}`, `arn:${partition}:s3:::${project}-${env}-*`];
}

/** Actions that only answer questions, which AWS names alike in all services. */
const READ = ['Describe*', 'Get*', 'List*'];

/** What `terraform plan` asks of AWS, and nothing that changes anything. */
export function planStatements(context: ModuleContext): PolicyStatement[] {
  const prefixes = SERVICES.map(({ prefix }) => prefix).filter((prefix) => !['s3', 'secretsmanager'].includes(prefix));
  return [
    {
      sid: 'DescribeResources',
      actions: prefixes.flatMap((prefix) => READ.map((verb) => `${prefix}:${verb}`)),
      resources: ['*'],
    },
    { sid: 'GetCallerIdentity', actions: ['sts:GetCallerIdentity'], resources: ['*'] },
    {
      // Their settings; no object is read.
      sid: 'ReadBucketConfiguration',
      actions: [
        's3:GetBucket*',
        's3:GetAccelerateConfiguration',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
      ],
      resources: buckets(context),
    },
    {
      sid: 'DescribeSecrets',
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetResourcePolicy'],
      resources: [context.arn({ service: 'secretsmanager', resource: `secret:${context.path('*')}` })],
    },
    {
      // Read back into write-only arguments: a plan opens them, and keeps none of them.
      sid: 'PassDatabasePasswords',
      actions: ['secretsmanager:GetSecretValue'],
      resources: ['*-master-*', 'redis-auth-*'].map((name) =>
        context.arn({ service: 'secretsmanager', resource: `secret:${context.path(name)}` }),
      ),
    },
    {
      // Cloudflare's own token for plans, which may only look there.
      sid: 'ReadCloudflareToken',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [context.arn({ service: 'secretsmanager', resource: `secret:${context.path('cloudflare-plan-*')}` })],
    },
    { sid: 'GenerateRandomPassword', actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] },
    // The image of the NAT instance.
    {
      sid: 'ReadPublicParameters',
      actions: ['ssm:GetParameter', 'ssm:GetParameters'],
      resources: [context.arn({ service: 'ssm', account: '', resource: 'parameter/aws/service/*' })],
    },
  ];
}

/** What `terraform apply` does: everything with what carries this environment's name. */
export function applyStatements(context: ModuleContext): PolicyStatement[] {
  const byName = SERVICES.flatMap(({ prefix, resources }): PolicyStatement[] =>
    resources ? [{ actions: [`${prefix}:*`], resources: withChildren(resources(context)) }] : [],
  );
  const byRegion: PolicyStatement = {
    // Ids instead of names: EC2 and the like cannot be told apart by a pattern.
    sid: 'ManageRegionalResources',
    actions: SERVICES.filter(({ resources }) => !resources).map(({ prefix }) => `${prefix}:*`),
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': context.region } },
  };
  const own = `${context.project}-${context.env}`;
  return [
    ...planStatements(context),
    ...byName,
    byRegion,
    {
      sid: 'PassOwnRoles',
      actions: ['iam:PassRole'],
      resources: [context.arn({ service: 'iam', region: '', resource: `role/${own}-*` })],
      conditions: {
        StringEquals: {
          'iam:PassedToService': [
            'chatbot.amazonaws.com',
            'ec2.amazonaws.com',
            'ecs-tasks.amazonaws.com',
            'events.amazonaws.com',
            'monitoring.rds.amazonaws.com',
            'scheduler.amazonaws.com',
            'vpc-flow-logs.amazonaws.com',
          ],
        },
      },
    },
    {
      sid: 'CreateServiceLinkedRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [context.arn({ service: 'iam', region: '', resource: 'role/aws-service-role/*' })],
    },
    {
      // An apply must not extend who may apply.
      sid: 'DenySelfEscalation',
      effect: 'Deny',
      actions: ['iam:*'],
      resources: [
        context.arn({ service: 'iam', region: '', resource: `role/${own}-github-*` }),
        context.arn({ service: 'iam', region: '', resource: `policy/${own}-github-*` }),
        context.arn({ service: 'iam', region: '', resource: 'oidc-provider/*' }),
      ],
    },
  ];
}

/** Objects of buckets, streams of log groups: what is named after the resource. */
function withChildren(arns: readonly string[]): string[] {
  return arns.flatMap((arn) => (arn.includes(':s3:::') ? [arn, `${arn}/*`] : [arn]));
}
