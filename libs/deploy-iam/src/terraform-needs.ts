import type { ModuleContext, PolicyStatement } from '@restartix/core';

/**
 * What an apply needs beside the environment's own resources: actions that know no resource, and what services do in the
 * caller's name.
 */
export function needsOf(context: ModuleContext): PolicyStatement[] {
  const own = `${context.project}-${context.env}`;
  return [
    {
      // https://docs.aws.amazon.com/service-authorization/latest/reference/: these know no resource.
      sid: 'ManageWithoutResources',
      actions: [
        'ecs:DeregisterTaskDefinition',
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DeleteResourcePolicy',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
        'secretsmanager:GetRandomPassword',
      ],
      resources: ['*'],
    },
    {
      sid: 'ManageFlowLogs',
      actions: ['logs:*'],
      resources: [context.arn({ service: 'logs', resource: `log-group:/vpc/${own}-*` })],
    },
    {
      // A database without an option group of its own is in the engine's.
      sid: 'UseDefaultOptionGroups',
      actions: ['rds:CreateDB*', 'rds:ModifyDB*', 'rds:RestoreDB*'],
      resources: [context.arn({ service: 'rds', resource: 'og:default:*' })],
    },
    {
      // ECR gives a key back with the repository. GrantIsForAWSResource is not of this call.
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
      sid: 'RetireGrantsOfRepositories',
      actions: ['kms:RetireGrant'],
      resources: [context.arn({ service: 'kms', resource: 'key/*' })],
      conditions: { StringEquals: { 'kms:ViaService': `ecr.${context.region}.amazonaws.com` } },
    },
    {
      // Cloud Map makes a namespace's private zone in the caller's name. The zone's id is not known before, and AWS lets
      // nothing but Cloud Map change such a zone. https://docs.aws.amazon.com/cloud-map/latest/dg/cloud-map-api-permissions-ref.html
      sid: 'ManageNamespaceZones',
      actions: [
        'route53:CreateHostedZone',
        'route53:DeleteHostedZone',
        'route53:GetHostedZone',
        'route53:ListHostedZonesByName',
      ],
      resources: ['*'],
    },
  ];
}
