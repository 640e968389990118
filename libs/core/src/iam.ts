import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import type { ModuleContext } from './context';
import { jsonOf } from './json-of';

/** One statement of an IAM policy, as data. */
export interface PolicyStatement {
  /**
   * Name of the statement within its policy.
   * @default - none
   */
  readonly sid?: string;
  /**
   * Whether the statement allows or denies.
   * @default 'Allow'
   */
  readonly effect?: 'Allow' | 'Deny';
  /** Actions, e.g. `s3:GetObject`. */
  readonly actions: readonly string[];
  /**
   * ARNs that the actions apply to.
   * @default - none: a trust policy
   */
  readonly resources?: readonly string[];
  /**
   * For resource policies: e.g. `{ Service: ['sns.amazonaws.com'] }` or `'*'`.
   * @default - none: the policy of a role
   */
  readonly principals?: Readonly<Record<string, readonly string[]>> | '*';
  /**
   * By operator and key, e.g. `{ StringEquals: { 'aws:SourceAccount': '123456789012' } }`.
   * @default - none
   */
  readonly conditions?: PolicyConditions;
}

export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The JSON of a policy document; IAM's own `${aws:username}` is text in it, a token a reference. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return jsonOf({
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect = 'Allow', actions, resources, principals, conditions }) => ({
      ...(sid ? { Sid: sid } : {}),
      Effect: effect,
      ...(principals ? { Principal: principals } : {}),
      Action: oneOrMany(actions),
      ...(resources ? { Resource: oneOrMany(resources) } : {}),
      ...(conditions ? { Condition: conditions } : {}),
    })),
  });
}

// AWS answers a list of one as a plain string; writing it so keeps a re-plan empty.
function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}

export interface ServiceRoleConfig {
  /** The role's full name, at most 64 characters. */
  readonly name: string;
  /** What the role is for, shown in the IAM console. */
  readonly description: string;
  /** The service that assumes the role, e.g. `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /**
   * ARN pattern of what may make the service assume the role (`aws:SourceArn`), against the confused deputy.
   * @default - this account only (`aws:SourceAccount`)
   */
  readonly sourceArn?: string;
  /**
   * `false` for the one kind of service that sends no `aws:SourceAccount`: EC2 instance profiles.
   * @default true
   */
  readonly sourceConditions?: boolean;
  /**
   * Inline policies by name.
   * @default {}
   */
  readonly policies?: Readonly<Record<string, readonly PolicyStatement[]>>;
  /**
   * ARNs of managed policies by a stable key.
   * @default {}
   */
  readonly managedPolicyArns?: Readonly<Record<string, string>>;
  /**
   * ARN of the permissions boundary.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/** An IAM role that one AWS service assumes, for this account only. */
export class ServiceRole extends Construct {
  readonly role: IamRole;
  readonly policies: Readonly<Record<string, IamRolePolicy>>;

  constructor(scope: Construct, id: string, context: ModuleContext, config: ServiceRoleConfig) {
    super(scope, id);
    this.role = new IamRole(this, 'role', {
      name: config.name,
      description: config.description,
      assumeRolePolicy: policyDocument([trustOf(context, config)]),
      permissionsBoundary: config.permissionsBoundary,
    });
    this.policies = Object.fromEntries(
      Object.entries(config.policies ?? {})
        .filter(([, statements]) => statements.length > 0)
        .map(([name, statements]) => [
          name,
          new IamRolePolicy(this, name, { name, role: this.role.id, policy: policyDocument(statements) }),
        ]),
    );
    for (const [key, policyArn] of Object.entries(config.managedPolicyArns ?? {})) {
      new IamRolePolicyAttachment(this, `managed-${key}`, { role: this.role.name, policyArn });
    }
  }

  /** ARN of the role. */
  get arn(): string {
    return this.role.arn;
  }
}

function trustOf(context: ModuleContext, config: ServiceRoleConfig): PolicyStatement {
  const conditions: PolicyConditions | undefined =
    config.sourceConditions === false
      ? undefined
      : {
          StringEquals: { 'aws:SourceAccount': context.accountId },
          ...(config.sourceArn ? { ArnLike: { 'aws:SourceArn': config.sourceArn } } : {}),
        };
  return { actions: ['sts:AssumeRole'], principals: { Service: [config.service] }, conditions };
}
