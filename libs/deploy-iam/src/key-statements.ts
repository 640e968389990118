import type { ModuleContext, PolicyStatement } from '@restartix/core';

/**
 * What an apply does with keys: it makes them, and uses them through services. Deleting or disabling one, and changing its
 * policy, loses or opens everything that it encrypts: no pipeline does.
 */
export function keyStatements(context: ModuleContext): PolicyStatement[] {
  const keys = context.arn({ service: 'kms', resource: 'key/*' });
  const own = `${context.project}-${context.env}`;
  return [
    {
      // The key has no ARN yet, and gets its policy and tags in the same call.
      sid: 'CreateKeys',
      actions: ['kms:CreateKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestTag/Environment': context.env } },
    },
    {
      sid: 'ManageKeys',
      actions: [
        'kms:CreateAlias',
        'kms:DeleteAlias',
        'kms:DisableKeyRotation',
        'kms:EnableKeyRotation',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateAlias',
        'kms:UpdateKeyDescription',
      ],
      resources: [
        keys,
        context.arn({ service: 'kms', resource: `alias/${own}` }),
        context.arn({ service: 'kms', resource: `alias/${own}-*` }),
      ],
    },
    {
      sid: 'UseKeysForSecrets',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keys],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${context.region}.amazonaws.com` } },
    },
    {
      // What RDS, ElastiCache and ECR keep for as long as what they encrypted exists.
      sid: 'LetServicesUseKeys',
      actions: ['kms:CreateGrant', 'kms:RevokeGrant'],
      resources: [keys],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
