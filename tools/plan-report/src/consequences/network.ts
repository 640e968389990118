import type { Row } from './consequence';
import { gone, replaced, replacedFor } from './conditions';

const ANOTHER_VPC = [
  'Take the change back: the block and the VPC of an environment stay for its life. Or move in steps:',
  '  1. npx nx g @restartix/nx-cdktf:env NAME --like={env}: a second environment, with the new block. Deploy it.',
  '  2. Restore the database there from a snapshot, or let both run from a dump (docs/runbook.md).',
  '  3. Point the host names at it, then npx nx run {env}:destroy.',
  'Where it may be down and empty: npx nx run {env}:destroy, then deploy with the new block.',
].join('\n');

/** What traffic goes through. */
export const NETWORK_ROWS: readonly Row[] = [
  {
    // A subnet group of RDS or ElastiCache refuses subnets of another VPC.
    types: ['aws_vpc'],
    kind: 'refused-by-aws',
    when: replaced,
    text: 'what runs cannot move to another VPC in place',
    steps: ANOTHER_VPC,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html',
  },
  {
    // Attached to running tasks, databases and load balancers, and cannot leave its VPC while it is.
    types: ['aws_security_group'],
    kind: 'refused-by-aws',
    when: replacedFor('vpc_id'),
    text: 'what runs cannot move to another VPC in place',
    steps: ANOTHER_VPC,
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html',
  },
  {
    // Its name is taken until the old one is gone.
    types: ['aws_lb_target_group'],
    kind: 'refused-by-aws',
    when: replacedFor('vpc_id'),
    text: 'what runs cannot move to another VPC in place',
    steps: ANOTHER_VPC,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',
  },
  {
    types: ['aws_eip'],
    kind: 'data-lost',
    when: gone,
    text: 'the address, which others may have allowed',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html',
  },
];
