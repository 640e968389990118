import type { Block, Synthesis } from '../synthesis';
import { highest } from './counts';
import { maximum } from './fargate-need';

/** The load balancer of each listener rule, as Terraform reads it. Default actions are no rules. */
export function rulesByLoadBalancer(synthesis: Synthesis): string[] {
  return synthesis.all('aws_lb_listener_rule').map((rule) => loadBalancerOf(synthesis, rule));
}

/** The most tasks that a load balancer has as targets, with every service of it scaled to its maximum. */
export function highestTargetCount(synthesis: Synthesis): number {
  const loadBalancers = new Map(
    synthesis.all('aws_lb_listener_rule').flatMap((rule) => {
      const [action] = (rule['action'] ?? []) as { target_group_arn?: string }[];
      const group = action?.target_group_arn;
      return group === undefined ? [] : [[group, loadBalancerOf(synthesis, rule)] as const];
    }),
  );
  const targets = new Map<string, number>();
  for (const [name, service] of synthesis.named('aws_ecs_service')) {
    const groups = (service['load_balancer'] ?? []) as { target_group_arn?: string }[];
    const most = maximum(synthesis, name) ?? synthesis.number(service, 'desired_count') ?? 1;
    for (const { target_group_arn: group = '' } of groups) {
      const loadBalancer = loadBalancers.get(group);
      if (loadBalancer === undefined) continue;
      targets.set(loadBalancer, (targets.get(loadBalancer) ?? 0) + most);
    }
  }
  return highest(targets);
}

/** By its listener, where the listener is not in the configuration. */
function loadBalancerOf(synthesis: Synthesis, rule: Block): string {
  const listener = synthesis.referred(rule, 'listener_arn');
  return String(listener?.['load_balancer_arn'] ?? rule['listener_arn']);
}
