import {
  ADMINISTER_KEY,
  THIS_KEY,
  type ModuleContext,
  type PolicyConditions,
  type PolicyStatement,
} from '@restartix/core';
import type { EncryptionKeyConfig, KeyUse, Publisher } from './encryption-key.config';

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

type KeyPolicyInput = Pick<EncryptionKeyConfig, 'use' | 'publishers' | 'administrators' | 'users'>;

/**
 * Who may do what with the key. A statement for the account's root hands the decision to IAM policies of the account:
 * without it a key can become unmanageable for good.
 */
export function keyPolicy(context: ModuleContext, config: KeyPolicyInput): PolicyStatement[] {
  const { partition, accountId, region } = context;
  const account = { AWS: [`arn:${partition}:iam::${accountId}:root`] };
  const { use = 'through-services', publishers = [], administrators = {}, users = {} } = config;
  return [
    { sid: 'AllowAdministrationByIam', actions: ADMINISTER_KEY, resources: THIS_KEY, principals: account },
    { sid: 'AllowUseByIam', actions: USE, resources: THIS_KEY, principals: account, ...USE_BY_IAM[use](region) },
    {
      // RDS, ElastiCache and ECR keep a grant on the key for as long as what they encrypted with it exists.
      sid: 'AllowServiceGrants',
      actions: ['kms:CreateGrant'],
      resources: THIS_KEY,
      principals: account,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
    {
      // CloudWatch Logs encrypts in its own name, for log groups of this account only.
      sid: 'AllowLogGroups',
      actions: USE,
      resources: THIS_KEY,
      principals: { Service: [`logs.${region}.amazonaws.com`] },
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${accountId}:log-group:*`,
        },
      },
    },
    ...forPublishers(context, publishers),
    ...forRoles('Administrators', ADMINISTER_KEY, administrators),
    ...forRoles('Users', USE, users),
  ];
}

// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
const USE_BY_IAM: Readonly<Record<KeyUse, (region: string) => { readonly conditions?: PolicyConditions }>> = {
  'through-services': (region) => ({
    conditions: { StringLike: { 'kms:ViaService': `*.${region}.amazonaws.com` } },
  }),
  direct: () => ({}),
};

/**
 * SNS encrypts in the name of who publishes. The encryption context says for which topic; the condition `aws:SourceAccount`
 * would stop EventBridge.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function forPublishers(context: ModuleContext, publishers: readonly Publisher[]): PolicyStatement[] {
  const topics = context.arn({ service: 'sns', resource: '*' });
  const toTopics = publishers.filter((each) => each !== 'sns').map((each) => `${each}.amazonaws.com`);
  const statement = (sid: string, services: string[], conditions: PolicyConditions): PolicyStatement => ({
    sid,
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: THIS_KEY,
    principals: { Service: services },
    conditions,
  });
  return [
    ...(toTopics.length > 0
      ? [
          statement('AllowTopicPublishers', toTopics, {
            ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': topics },
          }),
        ]
      : []),
    ...(publishers.includes('sns')
      ? [
          statement('AllowTopicsToQueues', ['sns.amazonaws.com'], {
            StringEquals: { 'aws:SourceAccount': context.accountId },
            ArnLike: { 'aws:SourceArn': topics },
          }),
        ]
      : []),
  ];
}

function forRoles(sid: string, actions: readonly string[], roles: Readonly<Record<string, string>>): PolicyStatement[] {
  const arns = Object.values(roles);
  return arns.length > 0 ? [{ sid, actions, resources: THIS_KEY, principals: { AWS: arns } }] : [];
}
