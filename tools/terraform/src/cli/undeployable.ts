import { ToolError } from '@restartix/kit';
import type { PlanReport, ReportedChange } from '@restartix/plan-report';
import { anotherVpc } from './another-vpc';

/** Why AWS would refuse a plan half-way, whatever the order: known before anything is touched. */
export function undeployable(env: string, report: PlanReport): ToolError | undefined {
  return anotherVpc(env, report) ?? swappedPriorities(env, report) ?? tokenAndUsers(env, report);
}

/**
 * Elastic Load Balancing refuses a priority that another rule still has, and the provider moves one rule at a time.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html (PriorityInUse)
 */
function swappedPriorities(env: string, { changes }: PlanReport): ToolError | undefined {
  const moves = changes.flatMap((change) => {
    const priority = changeOf(change, 'aws_lb_listener_rule', 'priority');
    if (priority?.before.kind !== 'value' || priority.after.kind !== 'value') return [];
    return [{ address: change.address, from: priority.before.value, to: priority.after.value }];
  });
  const next = (move: (typeof moves)[number]) => moves.find((other) => other !== move && other.from === move.to);
  // A chain ends at a free priority and goes through in a second apply; a circle never does.
  const inCircle = moves.filter((move) => {
    let at = next(move);
    for (let steps = 0; at && at !== move && steps < moves.length; steps += 1) at = next(at);
    return at === move;
  });
  if (inCircle.length === 0) return undefined;
  return new ToolError(
    [
      `The plan of ${env} gives listener rules each other's priorities, which AWS refuses one by one; nothing was applied:`,
      ...inCircle.map(({ address, from, to }) => `  ${address}: ${String(from)} → ${String(to)}`),
    ].join('\n'),
    `Go through a free priority: set the loadBalancer.priority of one of these services to one that no rule has, deploy, then set all as wanted and deploy again.`,
  );
}

/**
 * A cache has a token or users. The provider would remove the one and add the other in one call.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
function tokenAndUsers(env: string, { changes }: PlanReport): ToolError | undefined {
  const type = 'aws_elasticache_replication_group';
  const change = changes.find(
    (each) =>
      changeOf(each, type, 'auth_token') && each.attributes.some(({ path }) => path.startsWith('user_group_ids')),
  );
  if (!change) return undefined;
  return new ToolError(
    `The plan of ${env} changes ${change.address} between a token and IAM users, which AWS does not do in one step; nothing was applied.`,
    'Choose auth for the life of a cache. Or make a second CacheRedis under another name with the new auth, point the services at it, deploy, and remove the first one.',
  );
}

/** The change of one attribute by an update in place. */
function changeOf({ type, action, attributes }: ReportedChange, wanted: string, path: string) {
  return type === wanted && action === 'update' ? attributes.find((attribute) => attribute.path === path) : undefined;
}
