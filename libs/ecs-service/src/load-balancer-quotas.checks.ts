import type { ReportProblem } from '@restartix/core';
import type { Checked } from './neighbours';

/** What one Application Load Balancer takes: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_TARGET_GROUPS = 100;
const MAX_RULES = 100;

/**
 * How many services a listener serves. A `LoadBalancer` has one listener for rules, so that its quotas are the load balancer's.
 * More rules can be asked for; more target groups cannot.
 */
export function checkLoadBalancerQuotas({ self, neighbours }: Checked, problem: ReportProblem): void {
  const services = [...neighbours.filter(({ listener }) => listener === self.listener), self];
  const further = services.flatMap(({ unmatchedHosts, isRenamed }) => [unmatchedHosts, isRenamed]).filter(Boolean);
  const rules = services.length + further.length;
  const isOver = services.length > MAX_TARGET_GROUPS || rules > MAX_RULES;
  if (!isOver) return;
  problem({
    property: 'loadBalancer.listenerArn',
    value: `${services.length} services with ${rules} rules`,
    allowed: `${MAX_TARGET_GROUPS} target groups and ${MAX_RULES} rules of one load balancer (Elastic Load Balancing)`,
    fix: 'Make a second LoadBalancer under another `name`, and give this service its listenerArn.',
  });
}
