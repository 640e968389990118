import { ToolError } from '@restartix/kit';
import type { PlanReport, ReportedChange } from '@restartix/plan-report';

// What is attached to running tasks, databases and load balancers, and cannot leave its VPC while it is. A subnet group of
// RDS or ElastiCache refuses subnets of another VPC, and a target group's name is taken until the old one is gone.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html (InvalidSubnet)
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (DuplicateTargetGroupName)
const TIED: readonly string[] = ['aws_lb_target_group', 'aws_security_group'];

// Made and not to its end: nothing is in it yet.
const UNFINISHED = 'replace_because_tainted';

/** Why a plan cannot be applied: it replaces a VPC, or moves what is tied to one. Undefined where it does neither. */
export function anotherVpc(env: string, { changes }: PlanReport): ToolError | undefined {
  const moved = changes.filter(moves);
  if (moved.length === 0) return undefined;
  return new ToolError(
    [
      `The plan of ${env} moves what runs to another VPC, and AWS does not do that in place; nothing was applied:`,
      ...moved.map(({ address, attributes }) => `  replace ${address}${forcedBy(attributes)}`),
    ].join('\n'),
    [
      'Take the change back: the block and the VPC of an environment stay for its life. Or move in steps:',
      `  1. npx nx g @restartix/nx-cdktf:env NAME --like=${env}: a second environment, with the new block. Deploy it.`,
      '  2. Restore the database there from a snapshot, or let both run from a dump (docs/runbook.md).',
      `  3. Point the host names at it, then npx nx run ${env}:destroy.`,
      `Where it may be down and empty: npx nx run ${env}:destroy, then deploy with the new block.`,
    ].join('\n'),
  );
}

function moves({ action, type, reason, deposed, attributes }: ReportedChange): boolean {
  if (action !== 'replace' || reason === UNFINISHED || deposed !== undefined) return false;
  if (type === 'aws_vpc') return true;
  return (
    TIED.includes(type) && attributes.some(({ path, forcesReplacement }) => path === 'vpc_id' && forcesReplacement)
  );
}

function forcedBy(attributes: ReportedChange['attributes']): string {
  const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  return forcing.length > 0 ? ` (${forcing.join(', ')})` : '';
}
