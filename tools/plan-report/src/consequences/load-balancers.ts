import type { Condition, PlannedChange, Row } from './consequence';
import { changeOf, where } from './conditions';
import { attributeChanges } from '../compare/attributes';

/** Load balancers, their listeners and rules. */
export const LOAD_BALANCER_ROWS: readonly Row[] = [
  {
    // The provider moves one rule at a time.
    types: ['aws_lb_listener_rule'],
    kind: 'refused-by-aws',
    when: swappedPriorities(),
    text: 'its priority, {from} → {to}, is one that another rule has and gives up in a circle',
    values: (change) => {
      const { from, to } = move(change)!;
      return { from: String(from), to: String(to) };
    },
    steps:
      'Go through a free priority: set the loadBalancer.priority of one of these services to one that no rule has, deploy, then set all as wanted and deploy again.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html',
  },
];

interface Move {
  readonly address: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A chain ends at a free priority and goes through in a second apply; a circle never does. */
function swappedPriorities(): Condition {
  return where('`priority` changed to another rule’s, in a circle', (change) => {
    const own = move(change);
    if (!own) return false;
    const moves = change.managed.flatMap(({ address, type, change: other }) => {
      const isRule = type === change.type && other.actions.join() === 'update';
      return isRule ? (moveOf(address, attributeChanges(other)) ?? []) : [];
    });
    const next = (at: Move): Move | undefined =>
      moves.find((other) => other.address !== at.address && other.from === at.to);
    let at = next(own);
    for (let steps = 0; at && at.address !== own.address && steps < moves.length; steps += 1) at = next(at);
    return at?.address === own.address;
  });
}

function move(change: PlannedChange): Move | undefined {
  return change.action === 'update' ? moveOf(change.address, change.attributes) : undefined;
}

function moveOf(address: string, attributes: PlannedChange['attributes']): Move | undefined {
  const priority = changeOf({ attributes }, 'priority');
  return priority?.before.kind === 'value' && priority.after.kind === 'value'
    ? { address, from: priority.before.value, to: priority.after.value }
    : undefined;
}
