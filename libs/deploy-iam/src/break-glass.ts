import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { claimName, contextOf, policyDocument, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import { checkBreakGlass } from './break-glass.checks';
import type { BreakGlassConfig } from './break-glass.config';
import { backupBuckets } from './names';

/**
 * What no pipeline of an environment may: delete and disable keys and change their policies, delete the backups' bucket and
 * what its lock allows (GOVERNANCE), repair state. For people, with MFA; every use is in CloudTrail. It decrypts nothing,
 * and has no IAM.
 *
 * @example
 * new BreakGlass(this, 'staging-break-glass', { env: 'staging', users: ['break-glass'], stateStatements: … });
 */
export class BreakGlass extends Construct {
  readonly role: IamRole;
  readonly policy: IamPolicy;
  readonly attachment: IamRolePolicyAttachment;
  /** ARN of the role. */
  readonly roleArn: string;

  /** @throws ConfigError when nobody, or a pattern, may assume it. */
  constructor(scope: Construct, id: string, config: BreakGlassConfig) {
    super(scope, id);
    checkBreakGlass(id, config);
    const context = contextOf(this, 'deploy-iam', id, config);
    claimName(this, {
      module: 'deploy-iam',
      property: 'env',
      value: context.env,
      physicalName: `break-glass ${context.env}`,
    });
    const name = context.name('break-glass', 64);
    this.role = new IamRole(this, 'role', {
      name,
      description: `Emergencies of ${context.env}: keys, backups, state`,
      maxSessionDuration: 3600,
      assumeRolePolicy: policyDocument([trust(context, config.users)]),
    });
    this.policy = new IamPolicy(this, 'policy', { name, policy: policyDocument(statements(context, config)) });
    this.attachment = new IamRolePolicyAttachment(this, 'attachment', {
      role: this.role.name,
      policyArn: this.policy.arn,
    });
    this.roleArn = this.role.arn;
  }
}

// By a condition, not as principals: IAM refuses a trust in a user that does not exist yet.
function trust(context: ModuleContext, users: readonly string[]): PolicyStatement {
  const iam = (resource: string): string => context.arn({ service: 'iam', region: '', resource });
  return {
    actions: ['sts:AssumeRole'],
    principals: { AWS: [iam('root')] },
    conditions: {
      ArnEquals: { 'aws:PrincipalArn': users.map((user) => iam(`user/${user}`)) },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
    },
  };
}

function statements(context: ModuleContext, config: BreakGlassConfig): PolicyStatement[] {
  const buckets = backupBuckets(context);
  return [
    {
      sid: 'ManageKeys',
      actions: [
        'kms:CancelKeyDeletion',
        'kms:DescribeKey',
        'kms:DisableKey',
        'kms:EnableKey',
        'kms:GetKeyPolicy',
        'kms:PutKeyPolicy',
        'kms:ScheduleKeyDeletion',
      ],
      resources: [context.arn({ service: 'kms', resource: 'key/*' })],
      conditions: { StringEquals: { 'aws:ResourceTag/Environment': context.env } },
    },
    { sid: 'FindKeys', actions: ['kms:ListAliases', 'kms:ListKeys'], resources: ['*'] },
    {
      sid: 'ManageBackups',
      actions: [
        's3:BypassGovernanceRetention',
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:DeleteObject',
        's3:DeleteObjectVersion',
        's3:GetBucketPolicy',
        's3:ListBucket',
        's3:ListBucketVersions',
        's3:PutBucketPolicy',
        's3:PutObjectRetention',
      ],
      resources: [buckets, `${buckets}/*`],
    },
    ...config.stateStatements,
  ];
}
