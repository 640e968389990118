import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { policyDocument, type PolicyConditions, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import { AUDIENCE, ISSUER } from './github-oidc-provider';
import { inPolicies } from './policy-size';

/** Jobs of one repository's workflows. */
export interface Trust {
  /** The only subjects, whole. */
  readonly subjects: readonly string[];
  /** The only workflows. @default - any of the subjects' */
  readonly workflowRefs?: readonly string[];
}

export interface PipelineRoleConfig {
  /** Full name of the role. */
  readonly name: string;
  readonly description: string;
  readonly oidcProviderArn: string;
  /** Who may assume it. */
  readonly trusts: readonly Trust[];
  readonly statements: readonly PolicyStatement[];
  /** Hours that a session may last. @default 1 - an apply of everything takes half an hour */
  readonly sessionHours?: number;
}

/** A role that GitHub's workflows assume with a token of the right subject. */
export class PipelineRole extends Construct {
  readonly role: IamRole;
  readonly policies: readonly IamPolicy[];

  readonly arn: string;

  constructor(scope: Construct, id: string, config: PipelineRoleConfig) {
    super(scope, id);
    this.role = new IamRole(this, 'role', {
      name: config.name,
      description: config.description,
      maxSessionDuration: (config.sessionHours ?? 1) * 3600,
      assumeRolePolicy: policyDocument(config.trusts.map((trust) => trustStatement(config, trust))),
    });
    this.policies = inPolicies(config.statements).map((statements, index) => {
      const policy = new IamPolicy(this, `policy-${index + 1}`, {
        name: `${config.name}-${index + 1}`,
        policy: policyDocument(statements),
      });
      new IamRolePolicyAttachment(this, `attachment-${index + 1}`, { role: this.role.name, policyArn: policy.arn });
      return policy;
    });
    this.arn = this.role.arn;
  }
}

function trustStatement({ oidcProviderArn }: PipelineRoleConfig, { subjects, workflowRefs }: Trust): PolicyStatement {
  const conditions: PolicyConditions = {
    // Not ForAllValues: that is true for a token without the claim.
    StringEquals: {
      [`${ISSUER}:aud`]: AUDIENCE,
      [`${ISSUER}:sub`]: subjects,
      ...(workflowRefs ? { [`${ISSUER}:job_workflow_ref`]: workflowRefs } : {}),
    },
  };
  return { actions: ['sts:AssumeRoleWithWebIdentity'], principals: { Federated: [oidcProviderArn] }, conditions };
}
