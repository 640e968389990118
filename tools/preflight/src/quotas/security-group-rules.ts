import type { Block, Synthesis } from '../synthesis';
import { highest } from './counts';

type Family = 'ipv4' | 'ipv6';

const DIRECTIONS = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];

/**
 * The most rules of a group in one direction and address family: that is what the quota is on. A prefix list counts as its
 * maximum of entries, and a reference to a group in both families.
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export function highestRuleCount(synthesis: Synthesis): number {
  const counts = new Map<string, number>();
  for (const type of DIRECTIONS) {
    for (const rule of synthesis.all(type)) {
      for (const family of familiesOf(rule)) {
        const key = [type, family, String(rule['security_group_id'])].join(' ');
        counts.set(key, (counts.get(key) ?? 0) + weightOf(synthesis, rule));
      }
    }
  }
  return highest(counts);
}

function familiesOf(rule: Block): Family[] {
  if (rule['cidr_ipv4'] !== undefined) return ['ipv4'];
  if (rule['cidr_ipv6'] !== undefined) return ['ipv6'];
  return ['ipv4', 'ipv6'];
}

function weightOf(synthesis: Synthesis, rule: Block): number {
  const list = synthesis.referred(rule, 'prefix_list_id');
  return (list && synthesis.number(list, 'max_entries')) ?? 1;
}
