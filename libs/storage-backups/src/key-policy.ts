import { ADMINISTER_KEY, THIS_KEY, type ModuleContext, type PolicyStatement } from '@restartix/core';

export const WRITE = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];
export const READ = ['kms:Decrypt'];

interface Users {
  /** ARN of the role that writes backups. */
  readonly writer: string;
  /** ARNs of the roles that read them. */
  readonly readers: readonly string[];
  /**
   * ARN of the role that S3 copies them as.
   * @default - none
   */
  readonly copier?: string;
  /** ARNs of the application's roles. */
  readonly application: readonly string[];
}

/**
 * Who may do what with the backups' key. IAM policies of the account can allow its administration and nothing else: whoever
 * is not named here cannot decrypt, an administrator included.
 */
export function keyPolicy(
  { partition, accountId, region }: ModuleContext,
  { writer, readers, copier, application }: Users,
): PolicyStatement[] {
  const root = `arn:${partition}:iam::${accountId}:root`;
  return [
    { sid: 'AllowAdministrationByIam', actions: ADMINISTER_KEY, resources: THIS_KEY, principals: { AWS: [root] } },
    { sid: 'RunnerWrites', actions: WRITE, resources: THIS_KEY, principals: { AWS: [writer] } },
    { sid: 'OperationsDecrypt', actions: READ, resources: THIS_KEY, principals: { AWS: readers } },
    ...(copier === undefined
      ? []
      : [
          {
            sid: 'S3Copies',
            actions: READ,
            resources: THIS_KEY,
            principals: { AWS: [copier] },
            conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
          },
        ]),
    {
      // An explicit deny, in case a statement above becomes overly permissive.
      sid: 'DenyOthers',
      effect: 'Deny',
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: THIS_KEY,
      principals: '*',
      conditions: {
        ArnNotEquals: { 'aws:PrincipalArn': [writer, ...readers, ...(copier === undefined ? [] : [copier])] },
      },
    },
    ...(application.length > 0
      ? [
          {
            sid: 'DenyApplicationRoles',
            effect: 'Deny',
            actions: ['kms:*'],
            resources: THIS_KEY,
            principals: '*',
            conditions: { ArnEquals: { 'aws:PrincipalArn': application } },
          } as const,
        ]
      : []),
  ];
}
