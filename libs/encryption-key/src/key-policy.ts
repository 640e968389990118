import type { ModuleContext, PolicyStatement } from '@restartix/core';
import type { EncryptionKeyConfig } from './encryption-key.config';

const ADMINISTER = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** In a key's own policy, `*` means this key. */
const THIS_KEY = ['*'];

/** Who may do what with the key. */
export function keyPolicy(
  context: ModuleContext,
  { administrators = {}, users = {} }: Pick<EncryptionKeyConfig, 'administrators' | 'users'>,
): PolicyStatement[] {
  const { partition, accountId, region } = context;
  const principals = (arns: Readonly<Record<string, string>>): { AWS: string[] } => ({ AWS: Object.values(arns) });
  return [
    {
      // Without it a key can become unmanageable for good; with it, this account's IAM policies decide.
      sid: 'AccountDecidesByIam',
      actions: ['kms:*'],
      resources: THIS_KEY,
      principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
    },
    {
      // CloudWatch Logs encrypts in its own name, for log groups of this account alone.
      sid: 'LogGroups',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: THIS_KEY,
      principals: { Service: [`logs.${region}.amazonaws.com`] },
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${accountId}:log-group:*`,
        },
      },
    },
    ...(Object.keys(administrators).length > 0
      ? [{ sid: 'Administrators', actions: ADMINISTER, resources: THIS_KEY, principals: principals(administrators) }]
      : []),
    ...(Object.keys(users).length > 0
      ? [{ sid: 'Users', actions: USE, resources: THIS_KEY, principals: principals(users) }]
      : []),
  ];
}
