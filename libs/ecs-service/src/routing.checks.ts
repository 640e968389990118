import { checkBounds, isKnown, type ConfigProblem, type ReportProblem } from '@restartix/core';
import type { EcsServiceConfig, LoadBalancerBinding } from './ecs-service.config';
import { checkLoadBalancerQuotas } from './load-balancer-quotas.checks';
import type { Checked, Neighbour } from './neighbours';
import { LAST_PRIORITY } from './routing';
import { isSameRoute, overlapOf, show, type Overlap } from './overlap';

const MAX_CONDITION_VALUES = 5;
const MAX_HOST_LENGTH = 128;

/** The service's place behind the load balancer, and beside the other services there. */
export function checkLoadBalancer({ config, self, neighbours }: Checked, problem: ReportProblem): void {
  const { loadBalancer } = config;
  if (!loadBalancer) return;
  checkConditions(loadBalancer, problem);
  checkTargetGroup(config, loadBalancer, problem);
  checkNeighbours({ config, self, neighbours }, problem);
  checkLoadBalancerQuotas({ config, self, neighbours }, problem);
}

function checkConditions({ hostHeaderValues, pathPatterns = [] }: LoadBalancerBinding, problem: ReportProblem): void {
  if (!isKnown(hostHeaderValues)) return;
  if (hostHeaderValues.length === 0) {
    problem({
      property: 'loadBalancer.hostHeaderValues',
      value: hostHeaderValues,
      allowed: 'one host or more',
      fix: 'Name the host, or leave loadBalancer out for a service that nobody calls from outside.',
    });
  }
  const values = hostHeaderValues.length + pathPatterns.length;
  if (values > MAX_CONDITION_VALUES) {
    problem({
      property: 'loadBalancer.hostHeaderValues',
      value: [...hostHeaderValues, ...pathPatterns],
      allowed: `${MAX_CONDITION_VALUES} hosts and paths in one rule (Elastic Load Balancing)`,
      fix: 'Use a wildcard ("*.restartix.pro"), or a second service for the rest.',
    });
  }
  for (const host of hostHeaderValues) {
    if (!isKnown(host) || (/^[A-Za-z0-9.*?-]+$/.test(host) && host.length <= MAX_HOST_LENGTH)) continue;
    problem({
      property: 'loadBalancer.hostHeaderValues',
      value: host,
      allowed: `a host name of at most ${MAX_HOST_LENGTH} characters, with "*" and "?" as wildcards`,
      fix: 'Write the host without scheme, port or path.',
    });
  }
}

function checkTargetGroup(
  { healthCheckPath, requestsPerTarget }: EcsServiceConfig,
  loadBalancer: LoadBalancerBinding,
  problem: ReportProblem,
): void {
  const { healthCheck: check = {}, algorithm, slowStartSeconds = 0, albArnSuffix } = loadBalancer;
  const by = 'Elastic Load Balancing';
  const at = 'loadBalancer.healthCheck.';
  checkBounds(
    problem,
    { property: 'loadBalancer.priority', value: loadBalancer.priority, min: 1, max: LAST_PRIORITY - 1, by },
    {
      property: 'loadBalancer.deregistrationDelaySeconds',
      value: loadBalancer.deregistrationDelaySeconds,
      min: 0,
      max: 3600,
      by,
    },
    { property: `${at}intervalSeconds`, value: check.intervalSeconds, min: 5, max: 300, by },
    { property: `${at}timeoutSeconds`, value: check.timeoutSeconds, min: 2, max: 120, by },
    { property: `${at}healthyThreshold`, value: check.healthyThreshold, min: 2, max: 10, by },
    { property: `${at}unhealthyThreshold`, value: check.unhealthyThreshold, min: 2, max: 10, by },
    {
      property: 'loadBalancer.healthCheckGracePeriodSeconds',
      value: loadBalancer.healthCheckGracePeriodSeconds,
      min: 0,
      max: 2_147_483_647,
      by: 'Amazon ECS',
    },
  );
  if (slowStartSeconds !== 0) {
    checkBounds(problem, { property: 'loadBalancer.slowStartSeconds', value: slowStartSeconds, min: 30, max: 900, by });
  }
  const { intervalSeconds = 15, timeoutSeconds = 5 } = check;
  if (isKnown(timeoutSeconds) && isKnown(intervalSeconds) && timeoutSeconds >= intervalSeconds) {
    problem({
      property: `${at}timeoutSeconds`,
      value: timeoutSeconds,
      allowed: `less than the interval of ${intervalSeconds} s (Elastic Load Balancing)`,
      fix: 'Shorten the timeout or raise intervalSeconds.',
    });
  }
  if (slowStartSeconds > 0 && algorithm !== undefined && algorithm !== 'round_robin') {
    problem({
      property: 'loadBalancer.slowStartSeconds',
      value: slowStartSeconds,
      allowed: 'with the algorithm "round_robin" only (Elastic Load Balancing)',
      fix: 'Leave one of the two out.',
    });
  }
  if (isKnown(healthCheckPath) && !healthCheckPath.startsWith('/')) {
    problem({
      property: 'healthCheckPath',
      value: healthCheckPath,
      allowed: 'a path that starts with "/"',
      fix: `Write "/${healthCheckPath}".`,
    });
  }
  if (requestsPerTarget !== undefined && albArnSuffix === undefined) {
    problem({
      property: 'loadBalancer.albArnSuffix',
      value: albArnSuffix,
      allowed: 'the suffix of the load balancer, with requestsPerTarget',
      fix: "Give the load balancer's albArnSuffix.",
    });
  }
}

function checkNeighbours({ config, self, neighbours }: Checked, problem: ReportProblem): void {
  for (const other of neighbours.filter(({ listener }) => listener === self.listener)) {
    if (other.priority === self.priority) {
      problem({
        property: 'loadBalancer.priority',
        value: self.priority,
        allowed: `a priority of its own; ecs-service "${other.id}" of the same listener has ${other.priority} too`,
        fix: `Set loadBalancer.priority of "${config.serviceName}" to ${freePriority(self.priority, self.listener, neighbours)}.`,
      });
    }
    if (self.unmatchedHosts && other.unmatchedHosts) {
      problem({
        property: 'loadBalancer.unmatchedHosts',
        value: true,
        allowed: `one service of a listener; ecs-service "${other.id}" takes its unmatched hosts already`,
        fix: 'Leave it out of one of the two.',
      });
    }
    const overlap = overlapOf(self, other);
    if (!overlap) continue;
    if (isSameRoute(overlap)) problem(sameRoute(overlap, other));
    else if (other.priority !== self.priority) problem(deadRoute(overlap, self));
  }
}

function sameRoute({ taken }: Overlap, other: Neighbour): ConfigProblem {
  return {
    property: 'loadBalancer.hostHeaderValues',
    value: show(taken),
    allowed: `hosts and paths that no other service takes; ecs-service "${other.id}" of the same listener takes this one`,
    fix: 'Give each service its own host, or its own pathPatterns.',
  };
}

function deadRoute({ first, later, taken, dead }: Overlap, self: Neighbour): ConfigProblem {
  return {
    property: 'loadBalancer.priority',
    value: self.priority,
    allowed: `an order in which each service gets requests; ecs-service "${first.id}" has ${first.priority} and takes "${show(taken)}" before ecs-service "${later.id}" with ${later.priority} sees "${show(dead)}"`,
    fix: `Set loadBalancer.priority of "${later.id}" below ${first.priority}.`,
  };
}

function freePriority(wanted: number, listener: string | undefined, neighbours: Checked['neighbours']): number {
  const taken = new Set(neighbours.filter((other) => other.listener === listener).map(({ priority }) => priority));
  let free = wanted;
  while (taken.has(free)) free = free === LAST_PRIORITY - 1 ? 1 : free + 1;
  return free;
}
