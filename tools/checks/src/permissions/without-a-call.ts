import type { Unneeded } from './needed';
import type { PipelineRole } from './record';

interface Row {
  readonly of: readonly PipelineRole[];
  /** The statement's name, or its first action. */
  readonly statement: RegExp;
  /** The action or resource, with `{env}` for the environment; the statement's name for the statement itself. */
  readonly value: RegExp;
  readonly reason: string;
}

/** What the roles may do although no recorded call needs it, and why. */
export const WITHOUT_A_CALL: readonly Row[] = [
  {
    of: ['plan', 'apply'],
    statement: /^DescribeResources$/,
    value: /:(Describe|Get|List)\*$/,
    reason:
      'The three verbs of reading are given for each service alike: the provider may ask by another of them tomorrow.',
  },
  {
    of: ['plan', 'apply'],
    statement: /^ReadCloudflareToken$/,
    value: /./,
    reason: 'The workflows read it before the command, with the AWS CLI.',
  },
  {
    of: ['plan', 'apply'],
    statement: /^ReadPublicParameters$/,
    value: /./,
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
    reason:
      'Auto Scaling resolves the NAT instance’s image in the caller’s name; the simulator knows no ARN without an account.',
  },
  {
    of: ['plan', 'apply'],
    statement: /^ReadQuotas$/,
    value: /./,
    reason: 'Preflight asks it; ../policies/preflight.spec.ts holds the two lists together.',
  },
  {
    of: ['apply'],
    statement: /^(DescribeResources|DescribeSecrets)$/,
    value: /^(DescribeSecrets|\w+:(Get|List)\w+\*?)$/,
    reason: 'What a plan reads, an apply reads too.',
  },
  {
    of: ['apply'],
    statement: /^(elasticache|events|rds):\*$/,
    value: /:(cluster|user|usergroup|snapshot|connection|api-destination)[:/]/,
    reason:
      'Inputs of modules that no environment sets today: Redis users, the Slack webhook, a restore from a snapshot.',
  },
  {
    of: ['apply'],
    statement: /^s3:/,
    value: /^s3:(Tag|Untag)Resource$/,
    reason: 'The tags of buckets in provider versions to come.',
  },
  {
    of: ['apply'],
    statement: /^(ManageRegionalResources|ManageKeys|ManageBoundedRoles|ManageInstanceProfilesAndTags)$/,
    value: /:(Update|Put|Untag|DeleteTags|DisableKeyRotation|\*AddressAttribute)/,
    reason: 'Changes in place that the recorded life of an environment does not make.',
  },
  {
    of: ['apply'],
    statement: /^ssm:/,
    value: /^ssm:RemoveTagsFromResource$/,
    reason: 'A tag that goes, which the recorded life of an environment does not have.',
  },
  {
    of: ['apply'],
    statement: /^LetServicesUseKeys$/,
    value: /^kms:RevokeGrant$/,
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    reason: 'AWS’s own statement for services that keep a grant has it beside CreateGrant.',
  },
];

export function reasonOf(role: PipelineRole, { statement, value }: Unneeded): string | undefined {
  return WITHOUT_A_CALL.find((row) => row.of.includes(role) && row.statement.test(statement) && row.value.test(value))
    ?.reason;
}
