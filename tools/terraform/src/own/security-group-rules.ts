import { type EC2Client, paginateDescribeSecurityGroupRules, type SecurityGroupRule } from '@aws-sdk/client-ec2';
import { all, type Lookup, type Lookups, type Values } from './lookup';

/**
 * AWS refuses a rule that a group has already, whoever made it, and a group of the environment has no rules but its own: what is
 * the same is taken.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidPermission.Duplicate)
 */
export function ruleLookups(client: EC2Client): Lookups {
  const groups = new Map<string, Promise<readonly SecurityGroupRule[]>>();
  const rulesOf = (group: string): Promise<readonly SecurityGroupRule[]> => {
    const Filters = [{ Name: 'group-id', Values: [group] }];
    const asked =
      groups.get(group) ??
      all(paginateDescribeSecurityGroupRules({ client }, { Filters }), ({ SecurityGroupRules }) => SecurityGroupRules);
    groups.set(group, asked);
    return asked;
  };
  const lookup = (isEgress: boolean): Lookup => ({
    by: [
      ...['security_group_id', 'ip_protocol', 'from_port?', 'to_port?'],
      ...['cidr_ipv4?', 'cidr_ipv6?', 'prefix_list_id?', 'referenced_security_group_id?'],
    ],
    find: async (values) =>
      (await rulesOf(values['security_group_id'] ?? ''))
        .filter((rule) => rule.IsEgress === isEgress && isSame(rule, values))
        .map(({ SecurityGroupRuleId = '' }) => ({ id: SecurityGroupRuleId })),
  });
  return { aws_vpc_security_group_ingress_rule: lookup(false), aws_vpc_security_group_egress_rule: lookup(true) };
}

function isSame(rule: SecurityGroupRule, values: Values): boolean {
  // All ports are -1 in AWS, and none in Terraform.
  const port = (value: number | undefined): string | undefined => (value === -1 ? undefined : value?.toString());
  const wanted = (name: string): string | undefined => (values[name] === '-1' ? undefined : values[name]);
  return (
    rule.IpProtocol === values['ip_protocol'] &&
    port(rule.FromPort) === wanted('from_port') &&
    port(rule.ToPort) === wanted('to_port') &&
    rule.CidrIpv4 === values['cidr_ipv4'] &&
    rule.CidrIpv6 === values['cidr_ipv6'] &&
    rule.PrefixListId === values['prefix_list_id'] &&
    rule.ReferencedGroupInfo?.GroupId === values['referenced_security_group_id']
  );
}
