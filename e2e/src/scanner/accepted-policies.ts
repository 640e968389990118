import type { PolicyFinding } from './policies';

/** A finding that stays, and why. Whatever is not here fails; so does a line here that nothing needs any more. */
interface Accepted {
  readonly issue: PolicyFinding['issue'];
  /** The end of the role's name. */
  readonly role: RegExp;
  readonly detail?: RegExp;
  readonly reason: string;
}

export const ACCEPTED: readonly Accepted[] = [
  {
    issue: 'CredentialsExposure',
    role: /-execution$|-github-(apply|deploy)$/,
    detail: /^ecr:GetAuthorizationToken$/,
    reason: 'Images are pulled and pushed with it, and it knows no resource. What it opens, the ecr statements say.',
  },
  {
    issue: 'InfrastructureModification',
    role: /-github-apply$/,
    detail: /^route53:DeleteHostedZone$/,
    reason: 'The id of a namespace’s zone is not known before; AWS lets Cloud Map alone change such a zone.',
  },
  {
    issue: 'ServiceWildcard',
    role: /-github-apply$/,
    reason: 'On names of the environment only: Terraform makes, changes and removes every kind of resource there.',
  },
  {
    issue: 'RESOURCE_MISMATCH',
    role: /-github-apply$/,
    reason:
      'Of all actions of a service those without a resource of that name match nothing; needsOf names the needed ones.',
  },
  {
    issue: 'RESOURCE_MISMATCH',
    role: /-github-plan$/,
    detail: /^\[\{'action': 'ssm:GetParameter'/,
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
    reason: 'Public parameters have no account in their ARN.',
  },
  {
    issue: 'RESOURCE_POLICY_PRIVILEGE_ESCALATION',
    role: /-github-apply$/,
    reason: 'It writes the policies of the environment’s buckets; DenyObjects holds against what they grant it.',
  },
  {
    issue: 'RESOURCE_POLICY_PRIVILEGE_ESCALATION',
    role: /-break-glass$/,
    reason: 'It is for the policies of the backups’ bucket, for named people with MFA.',
  },
  {
    issue: 'RESOURCE_STAR',
    role: /-github-(plan|apply)$/,
    reason:
      'Reading, and what has ids instead of names: tags and the region hold it; by-tag.spec.ts lists what they cannot.',
  },
  {
    issue: 'RESOURCE_STAR',
    role: /-github-deploy$/,
    detail: /^\['ecs:ListTasks'\]$/,
    reason: 'Its resource is a container instance, which Fargate has not got; the condition ecs:cluster holds it.',
  },
  {
    issue: 'UNKNOWN_CONDITION_FOR_ACTION',
    role: /-github-apply$/,
    detail: /iam:PermissionsBoundary/,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
    reason: 'AWS’s own list has the condition for these actions.',
  },
  {
    issue: 'MISMATCHED_TYPE_BUT_USABLE',
    role: /-github-apply$/,
    reason: 'StringEquals compares an ARN whole, which is meant.',
  },
];

export function accepts({ issue, role, detail = /./ }: Accepted, finding: PolicyFinding): boolean {
  return issue === finding.issue && role.test(finding.role) && detail.test(finding.detail);
}
