import type { ModuleContext, PolicyStatement } from '@restartix/core';
import { keyStatements } from './key-statements';
import { backupBuckets, buckets, dataBuckets } from './names';
import { roleStatements } from './role-statements';
import { needsOf } from './terraform-needs';

/** A service that Terraform makes things in. */
interface Service {
  /** The prefix of its actions. */
  readonly prefix: string;
  /**
   * The resources of this environment: by their names wherever the service has names. Undefined where it gives ids, which no
   * pattern tells apart: then only the region holds.
   */
  readonly resources?: (context: ModuleContext) => readonly string[];
  /**
   * What Terraform reads, without the prefix.
   * @default ['Describe*', 'Get*', 'List*'] - actions that only answer; a service without one of the verbs names the others
   */
  readonly read?: readonly string[];
  /**
   * What it changes, without the prefix; none where a file of its own says so.
   * @default ['*']
   */
  readonly manage?: readonly string[];
}

const named =
  (service: string, ...patterns: readonly ((own: string, context: ModuleContext) => string)[]) =>
  (context: ModuleContext): string[] =>
    patterns.map((pattern) =>
      context.arn({ service, resource: pattern(`${context.project}-${context.env}`, context) }),
    );

const BUCKET_READS = [
  'GetAccelerateConfiguration',
  'GetBucket*',
  'GetEncryptionConfiguration',
  'GetLifecycleConfiguration',
  'GetReplicationConfiguration',
  'ListBucket',
];

/** Where the modules make things, and by which names these are known. */
export const SERVICES: readonly Service[] = [
  { prefix: 'acm' },
  { prefix: 'application-autoscaling' },
  {
    prefix: 'autoscaling',
    read: ['Describe*', 'Get*'],
    resources: named('autoscaling', (own) => `autoScalingGroup:*:autoScalingGroupName/${own}-*`),
  },
  { prefix: 'cloudwatch', resources: alarmsAndDashboards },
  // Not what is the whole account's, as the defaults of EBS and of the serial console, nor what is in an instance.
  {
    prefix: 'ec2',
    read: ['Describe*'],
    manage: [
      ...['*Address', '*AddressAttribute', '*FlowLogs', '*InternetGateway', '*LaunchTemplate*', '*NatGateway*'],
      ...['*NetworkInterface*', '*Route', '*RouteTable*', '*SecurityGroup*', '*Subnet*', '*Vpc', '*VpcAttribute'],
      ...['*VpcEndpoint*', 'CreateTags', 'DeleteTags', 'RunInstances'],
    ],
  },
  {
    prefix: 'ecr',
    read: ['Describe*', 'GetLifecyclePolicy', 'List*'],
    resources: named('ecr', (own) => `repository/${own}-*`),
  },
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
    read: ['Describe*', 'List*'],
    resources: named(
      'elasticache',
      ...['cluster', 'parametergroup', 'replicationgroup', 'snapshot', 'subnetgroup', 'user', 'usergroup'].map(
        (kind) => (own: string) => `${kind}:${own}-*`,
      ),
    ),
  },
  {
    prefix: 'elasticloadbalancing',
    read: ['Describe*', 'Get*'],
    resources: named(
      'elasticloadbalancing',
      ...['loadbalancer/app', 'listener/app', 'listener-rule/app', 'targetgroup'].map(
        (kind) => (own: string) => `${kind}/${own}-*`,
      ),
    ),
  },
  {
    prefix: 'events',
    read: ['Describe*', 'List*'],
    resources: named(
      'events',
      ...['rule', 'connection', 'api-destination'].map((kind) => (own: string) => `${kind}/${own}-*`),
    ),
  },
  // role-statements.ts
  { prefix: 'iam', read: ['Get*', 'List*'], manage: [] },
  // key-statements.ts
  { prefix: 'kms', manage: [] },
  {
    prefix: 'logs',
    // Not what is in them.
    read: ['Describe*', 'ListTags*'],
    resources: named(
      'logs',
      (own) => `log-group:/ecs/${own}*`,
      (own) => `log-group:/elasticache/${own}-*`,
      (own) => `log-group:/aws/*/${own}-*`,
    ),
  },
  {
    prefix: 'rds',
    read: ['Describe*', 'List*'],
    resources: named(
      'rds',
      ...['cluster', 'cluster-pg', 'cluster-snapshot', 'db', 'es', 'pg', 'snapshot', 'subgrp'].map(
        (kind) => (own: string) => `${kind}:${own}-*`,
      ),
    ),
  },
  // Their configuration: Terraform keeps no object in them.
  {
    prefix: 's3',
    read: BUCKET_READS,
    manage: [
      ...['CreateBucket', 'DeleteBucket', 'DeleteBucketPolicy', 'PutBucket*', 'PutEncryptionConfiguration'],
      ...['PutLifecycleConfiguration', 'TagResource', 'UntagResource'],
    ],
    resources: buckets,
  },
  {
    prefix: 'scheduler',
    read: ['Get*', 'List*'],
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
  { prefix: 'servicediscovery', read: ['Get*', 'List*'] },
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
    read: ['Get*', 'List*'],
    resources: named(
      'sns',
      (own) => `${own}-*`,
      (_, { project, env }) => `${project}-alerts-${env}*`,
    ),
  },
  { prefix: 'sqs', read: ['Get*', 'List*'], resources: named('sqs', (own) => `${own}-*`) },
  {
    prefix: 'ssm',
    // Not what is in them, but for the environment's own: below.
    read: ['DescribeParameters', 'ListTagsForResource'],
    manage: ['AddTagsToResource', 'DeleteParameter', 'PutParameter', 'RemoveTagsFromResource'],
    resources: parameters,
  },
];

/** Which images are deployed, what pipelines need to know. Nothing in them is secret. */
function parameters(context: ModuleContext): string[] {
  return [context.arn({ service: 'ssm', resource: `parameter/${context.path('*')}` })];
}

function alarmsAndDashboards(context: ModuleContext): string[] {
  const own = `${context.project}-${context.env}`;
  return [
    context.arn({ service: 'cloudwatch', resource: `alarm:${own}-*` }),
    context.arn({ service: 'cloudwatch', region: '', resource: `dashboard/${own}-*` }),
  ];
}

/** The services whose resources have ids: their names tell no environment, their tags do. */
const BY_TAG = ['acm', 'application-autoscaling', 'ec2', 'kms', 'servicediscovery', 'ses'];

/** What `terraform plan` asks of AWS: no value of a secret, no line of a log, no object, and nothing that changes anything. */
export function planStatements(context: ModuleContext): PolicyStatement[] {
  const everywhere = SERVICES.filter(({ prefix }) => !['s3', 'secretsmanager'].includes(prefix));
  const secrets = (name: string): string =>
    context.arn({ service: 'secretsmanager', resource: `secret:${context.path(name)}` });
  return [
    {
      sid: 'DescribeResources',
      actions: everywhere.flatMap(({ prefix, read = ['Describe*', 'Get*', 'List*'] }) =>
        read.map((verb) => `${prefix}:${verb}`),
      ),
      resources: ['*'],
    },
    {
      sid: 'ReadBucketConfiguration',
      actions: BUCKET_READS.map((verb) => `s3:${verb}`),
      resources: buckets(context),
    },
    {
      sid: 'DescribeSecrets',
      actions: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:ListSecretVersionIds',
      ],
      resources: [secrets('*')],
    },
    {
      // Cloudflare's own token for plans, which may only look there.
      sid: 'ReadCloudflareToken',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [secrets('cloudflare-plan-??????')],
    },
    { sid: 'ReadParameters', actions: ['ssm:GetParameter'], resources: parameters(context) },
    // The image of the NAT instance.
    {
      sid: 'ReadPublicParameters',
      actions: ['ssm:GetParameter', 'ssm:GetParameters'],
      resources: [context.arn({ service: 'ssm', account: '', resource: 'parameter/aws/service/*' })],
    },
    {
      // Before an apply: what the account has room for. These know no resource.
      sid: 'ReadQuotas',
      actions: ['s3:ListAllMyBuckets', 'servicequotas:GetAWSDefaultServiceQuota', 'servicequotas:GetServiceQuota'],
      resources: ['*'],
    },
  ];
}

/** What `terraform apply` does: everything with what carries this environment's name, or its tag where AWS gives ids. */
export function applyStatements(context: ModuleContext): PolicyStatement[] {
  const changes = SERVICES.map(({ prefix, manage = ['*'], resources }) => ({
    actions: manage.map((verb) => `${prefix}:${verb}`),
    resources,
  }));
  return [
    ...planStatements(context),
    ...changes.flatMap(({ actions, resources }): PolicyStatement[] =>
      resources ? [{ actions, resources: resources(context) }] : [],
    ),
    ...needsOf(context),
    {
      // Ids instead of names: what belongs to another environment is denied below.
      sid: 'ManageRegionalResources',
      actions: changes.flatMap(({ actions, resources }) => (resources ? [] : actions)),
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': context.region } },
    },
    ...keyStatements(context),
    ...roleStatements(context),
    ...denials(context),
  ];
}

/** What no allowance reaches, now or later. */
function denials(context: ModuleContext): PolicyStatement[] {
  const { env } = context;
  const byTag = BY_TAG.map((prefix) => `${prefix}:*`);
  return [
    {
      // Environments may share an account.
      sid: 'DenyOtherEnvironments',
      effect: 'Deny',
      actions: byTag,
      resources: ['*'],
      conditions: {
        StringNotEquals: { 'aws:ResourceTag/Environment': env },
        Null: { 'aws:ResourceTag/Environment': 'false' },
      },
    },
    {
      sid: 'DenyOtherTags',
      effect: 'Deny',
      actions: byTag,
      resources: ['*'],
      conditions: {
        StringNotEquals: { 'aws:RequestTag/Environment': env },
        Null: { 'aws:RequestTag/Environment': 'false' },
      },
    },
    {
      // Cloud Map tells nobody whose tags these are: without this, another's could lose theirs.
      sid: 'DenyUntaggingNamespaces',
      effect: 'Deny',
      actions: ['servicediscovery:UntagResource'],
      resources: ['*'],
    },
    {
      // Terraform describes what runs; a shell in it, or a copy of its data elsewhere, is for nobody's pipeline.
      sid: 'DenyReachingData',
      effect: 'Deny',
      actions: [
        'ecs:ExecuteCommand',
        'ecs:RunTask',
        'ecs:StartTask',
        'rds:ModifyDBClusterSnapshotAttribute',
        'rds:ModifyDBSnapshotAttribute',
        'rds:StartExportTask',
      ],
      resources: ['*'],
    },
    {
      // Whoever writes a bucket's policy can let itself in by it: a denial holds against that.
      sid: 'DenyObjects',
      effect: 'Deny',
      actions: ['s3:DeleteObject*', 's3:GetObject*', 's3:PutObject*', 's3:RestoreObject'],
      resources: [`${dataBuckets(context)}/*`],
    },
    {
      sid: 'DenyDeletingBackups',
      effect: 'Deny',
      actions: ['s3:DeleteBucket', 's3:DeleteBucketPolicy'],
      resources: [backupBuckets(context)],
    },
  ];
}
