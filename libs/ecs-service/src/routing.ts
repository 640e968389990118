import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { isKnown, stableNumber, type ModuleContext } from '@restartix/core';
import { Fn, Token, dependable, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ContainerHealthCheck, EcsServiceOptions, LoadBalancerBinding } from './ecs-service.config';

/** Target group and listener rule of the service. */
export interface Routing {
  readonly targetGroup: LbTargetGroup;
  readonly listenerRule: LbListenerRule;
  /** Undefined without `unmatchedHosts`. */
  readonly unmatchedHostsRule: LbListenerRule | undefined;
  /** With `renamedFrom`: matches no request. */
  readonly handoverRule: LbListenerRule | undefined;
}

/** A longer name for what cannot be changed in place, so that the new group exists beside the old one. */
const NAME_SUFFIX = { HTTP1: '', HTTP2: '-http2', GRPC: '-grpc' } as const;

// Explicit priorities below 1000 come before every derived one and never meet one.
const DERIVED_PRIORITIES = { min: 1000, max: 49_999 } as const;

/** Elastic Load Balancing evaluates it last. */
export const LAST_PRIORITY = 50_000;

const MIN_GRACE_PERIOD = 60;

/** The given priority, else one that the service's name always has. */
export function priorityOf({ serviceName, loadBalancer }: EcsServiceOptions): number {
  return loadBalancer?.priority ?? stableNumber(serviceName, DERIVED_PRIORITIES.min, DERIVED_PRIORITIES.max);
}

/** Never shorter than the start that the container's own check allows. */
export function gracePeriod(
  { healthCheckGracePeriodSeconds }: LoadBalancerBinding,
  { startPeriodSeconds = 0 }: Partial<ContainerHealthCheck> = {},
): number {
  if (healthCheckGracePeriodSeconds !== undefined) return healthCheckGracePeriodSeconds;
  return isKnown(startPeriodSeconds)
    ? Math.max(MIN_GRACE_PERIOD, startPeriodSeconds)
    : Token.asNumber(Fn.max([MIN_GRACE_PERIOD, startPeriodSeconds]));
}

/** The target group of the service and the rule that fills it. */
export function makeRouting(
  scope: Construct,
  context: ModuleContext,
  config: EcsServiceOptions & { readonly loadBalancer: LoadBalancerBinding },
): Routing {
  const { loadBalancer } = config;
  const group = makeTargetGroup(scope, context, config);
  const listenerRule = new LbListenerRule(scope, 'rule', {
    listenerArn: loadBalancer.listenerArn,
    priority: priorityOf(config),
    condition: [
      { hostHeader: { values: [...loadBalancer.hostHeaderValues] } },
      ...(loadBalancer.pathPatterns?.length ? [{ pathPattern: { values: [...loadBalancer.pathPatterns] } }] : []),
    ],
    action: [{ type: 'forward', targetGroupArn: group.arn }],
    tags: { Name: context.name(config.serviceName) },
    // Of another listener: it is there before this one goes.
    lifecycle: { createBeforeDestroy: true },
  });
  const unmatchedHostsRule = loadBalancer.unmatchedHosts
    ? new LbListenerRule(scope, 'unmatched-hosts-rule', {
        listenerArn: loadBalancer.listenerArn,
        priority: LAST_PRIORITY,
        condition: [{ pathPattern: { values: ['/*'] } }],
        action: [{ type: 'forward', targetGroupArn: group.arn }],
        tags: { Name: context.name(`${config.serviceName}-unmatched-hosts`) },
        lifecycle: { createBeforeDestroy: true },
      })
    : undefined;
  const handoverRule = config.renamedFrom === undefined ? undefined : makeHandoverRule(scope, context, config, group);
  return { targetGroup: group, listenerRule, unmatchedHostsRule, handoverRule };
}

/**
 * ECS makes no service whose target group has no load balancer, and the rule that has requests moves to tasks that are
 * healthy already. So another rule has the group first, for a name that nobody asks for (RFC 6761).
 */
function makeHandoverRule(
  scope: Construct,
  context: ModuleContext,
  { serviceName, loadBalancer }: EcsServiceOptions & { readonly loadBalancer: LoadBalancerBinding },
  { arn: targetGroupArn }: LbTargetGroup,
): LbListenerRule {
  const name = context.name(`${serviceName}-handover`);
  return new LbListenerRule(scope, 'handover-rule', {
    listenerArn: loadBalancer.listenerArn,
    priority: stableNumber(name, DERIVED_PRIORITIES.min, DERIVED_PRIORITIES.max),
    condition: [{ hostHeader: { values: [`${name}.invalid`] } }],
    action: [{ type: 'forward', targetGroupArn }],
    tags: { Name: name },
  });
}

/** What must be there before the service is. */
export function rulesBefore(routing: Routing): LbListenerRule[] {
  return routing.handoverRule ? [routing.handoverRule] : requestRules(routing);
}

/** Moves requests to the service when it is steady. */
export function listenAfter(routing: Routing, service: ITerraformDependable): void {
  for (const rule of requestRules(routing)) rule.dependsOn = [dependable(service)];
}

/** The rules that send requests. */
function requestRules({ listenerRule, unmatchedHostsRule }: Routing): LbListenerRule[] {
  return unmatchedHostsRule ? [listenerRule, unmatchedHostsRule] : [listenerRule];
}

function makeTargetGroup(
  scope: Construct,
  context: ModuleContext,
  {
    serviceName,
    vpcId,
    healthCheckPath = '/health',
    loadBalancer,
  }: EcsServiceOptions & { readonly loadBalancer: LoadBalancerBinding },
): LbTargetGroup {
  const { protocolVersion = 'HTTP1', healthCheck = {}, slowStartSeconds = 0, algorithm = 'round_robin' } = loadBalancer;
  return new LbTargetGroup(scope, 'target-group', {
    name: context.name(`${serviceName}${NAME_SUFFIX[protocolVersion]}`, 32),
    vpcId,
    targetType: 'ip',
    protocol: 'HTTP',
    protocolVersion,
    // Only a default: ECS registers each task with its own port. A constant, so that a new port replaces no group.
    port: 80,
    deregistrationDelay: String(loadBalancer.deregistrationDelaySeconds ?? 30),
    slowStart: slowStartSeconds,
    loadBalancingAlgorithmType: algorithm,
    healthCheck: {
      enabled: true,
      path: healthCheckPath,
      port: 'traffic-port',
      protocol: 'HTTP',
      interval: healthCheck.intervalSeconds ?? 15,
      timeout: healthCheck.timeoutSeconds ?? 5,
      healthyThreshold: healthCheck.healthyThreshold ?? 2,
      unhealthyThreshold: healthCheck.unhealthyThreshold ?? 3,
      matcher: healthCheck.matcher ?? (protocolVersion === 'GRPC' ? '0' : '200'),
    },
    // The rule moves to the new group before the old one goes.
    lifecycle: { createBeforeDestroy: true },
  });
}
