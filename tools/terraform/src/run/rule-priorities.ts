import { ElasticLoadBalancingV2Client, SetRulePrioritiesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { PlanJson } from '@restartix/plan-report';
import type { SdkConfiguration } from './session';

/** The rules of one listener that get other priorities together. */
export interface Reordered {
  readonly listener: string;
  /** By the rule's ARN. */
  readonly priorities: Readonly<Record<string, number>>;
}

interface Rule {
  readonly arn: string;
  readonly listener: string;
  readonly from: number;
  /** Undefined for a rule that goes. */
  readonly to: number | undefined;
}

// The greatest that Elastic Load Balancing takes is 50000.
const LAST_FREE = 49_999;

/**
 * What AWS must do before Terraform, which moves one rule at a time: where a rule gets the priority that another one gives
 * up, each refuses the other's turn. In one call, only the new order counts. A rule that goes makes room at the end.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html
 */
export function reorderedRules({ resource_changes: changes = [] }: PlanJson): Reordered[] {
  const ofType = changes.filter(({ mode, type }) => mode === 'managed' && type === 'aws_lb_listener_rule');
  const existing = ofType.flatMap(({ change: { before, after } }) => ruleOf(before, after) ?? []);
  const listeners = [...new Set(existing.map(({ listener }) => listener))];
  return listeners.flatMap((listener) => {
    const rules = existing.filter((rule) => rule.listener === listener);
    const made = ofType.flatMap(({ change: { before, after } }) => {
      const next = placeOf(after);
      return next?.listener === listener && placeOf(before)?.listener !== listener ? [next.priority] : [];
    });
    const moved = rules.filter(({ from, to }) => to !== undefined && to !== from);
    const wanted = new Set([...made, ...moved.map(({ to }) => to)]);
    const inTheWay = rules.filter(({ from, to }) => to !== from && wanted.has(from));
    if (inTheWay.length === 0) return [];
    const taken = new Set([...wanted, ...rules.map(({ from }) => from)]);
    const free = (): number => {
      let number = LAST_FREE;
      while (taken.has(number)) number -= 1;
      taken.add(number);
      return number;
    };
    const going = inTheWay.filter(({ to }) => to === undefined);
    const priorities = [
      ...moved.map(({ arn, to }) => [arn, to!] as const),
      ...going.map(({ arn }) => [arn, free()] as const),
    ];
    return [{ listener, priorities: Object.fromEntries(priorities) }];
  });
}

/** Gives rules their new priorities. Terraform then finds each where it wants it. */
export async function reorderRules(sdk: SdkConfiguration, reordered: readonly Reordered[]): Promise<void> {
  const client = new ElasticLoadBalancingV2Client(sdk);
  for (const { priorities } of reordered) {
    const RulePriorities = Object.entries(priorities).map(([RuleArn, Priority]) => ({ RuleArn, Priority }));
    await client.send(new SetRulePrioritiesCommand({ RulePriorities }));
  }
}

function ruleOf(before: unknown, after: unknown): Rule | undefined {
  const now = placeOf(before);
  if (!now?.arn) return undefined;
  const { arn, listener, priority: from } = now;
  if (after === null) return { arn, listener, from, to: undefined };
  const next = placeOf(after) ?? now;
  return { arn, listener, from, to: next.listener === listener ? next.priority : undefined };
}

interface RulePlace {
  readonly arn?: string;
  readonly listener: string;
  readonly priority: number;
}

function placeOf(values: unknown): RulePlace | undefined {
  const { arn, listener_arn: listener, priority } = (values ?? {}) as Record<string, unknown>;
  if (typeof listener !== 'string' || typeof priority !== 'number') return undefined;
  return { ...(typeof arn === 'string' ? { arn } : {}), listener, priority };
}
