import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { deployedImageOf, whenDeployed, type ModuleContext } from '@restartix/core';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import type { EcsServiceOptions } from './ecs-service.config';

/** What scales the service. */
export interface Scaling {
  readonly target: AppautoscalingTarget;
  /** Target tracking by metric: `cpu`, `memory`, `requests`. */
  readonly policies: Readonly<Record<string, AppautoscalingPolicy>>;
  readonly scheduledActions: Readonly<Record<string, AppautoscalingScheduledAction>>;
}

/** Fewest, first and most tasks. */
export interface CapacityRange {
  readonly min: number;
  readonly desired: number;
  readonly max: number;
}

/** The range with its defaults. */
export function capacityRange({ desiredCount = 1, minCapacity, maxCapacity }: EcsServiceOptions): CapacityRange {
  return { min: minCapacity ?? desiredCount, desired: desiredCount, max: maxCapacity ?? desiredCount };
}

/** Whether something else than Terraform decides how many tasks run. */
export function isScaled({ minCapacity, maxCapacity, scheduledScaling = {} }: EcsServiceOptions): boolean {
  return minCapacity !== undefined || maxCapacity !== undefined || Object.keys(scheduledScaling).length > 0;
}

interface ScalingParts {
  readonly context: ModuleContext;
  readonly config: EcsServiceOptions;
  /** `service/{cluster}/{service}`. */
  readonly resourceId: string;
  readonly targetGroup: LbTargetGroup | undefined;
}

/** The scalable target, one policy per metric and one action per schedule. */
export function makeScaling(scope: Construct, { context, config, resourceId, targetGroup }: ScalingParts): Scaling {
  const range = capacityRange(config);
  const scheduled = Object.entries(config.scheduledScaling ?? {});
  const image = deployedImageOf(config.imageUri);
  const target = new AppautoscalingTarget(scope, 'scaling', {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId,
    // "It changes the resource's current capacity to a value that is inside of this range": without an image, no task.
    // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
    minCapacity: whenDeployed(image, range.min, 0),
    maxCapacity: range.max,
    // The first deployment starts tasks while the range still begins at 0: until Terraform raises it, none is taken away.
    suspendedState: image && { dynamicScalingInSuspended: Fn.conditional(image.isDeployed, false, true) },
    // A schedule moves the range; without this every plan would move it back.
    lifecycle: scheduled.length > 0 ? { ignoreChanges: ['min_capacity', 'max_capacity'] } : undefined,
  });
  const scalable = {
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
  };
  const policies = trackedMetrics(config, targetGroup).map(({ key, metric, resourceLabel, targetValue }) => {
    const policy = new AppautoscalingPolicy(scope, `scaling-${key}`, {
      ...scalable,
      name: context.name(`${config.serviceName}-${key}`),
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metric, resourceLabel },
        targetValue,
        scaleInCooldown: config.scalingCooldown?.inSeconds ?? 300,
        scaleOutCooldown: config.scalingCooldown?.outSeconds ?? 60,
      },
    });
    return [key, policy] as const;
  });
  const scheduledActions = scheduled.map(([key, action]) => {
    const resource = new AppautoscalingScheduledAction(scope, `schedule-${key}`, {
      ...scalable,
      name: context.name(`${config.serviceName}-${key}`),
      schedule: action.schedule,
      timezone: action.timezone ?? 'UTC',
      scalableTargetAction: {
        minCapacity: String(action.minCapacity ?? range.min),
        maxCapacity: String(action.maxCapacity ?? range.max),
      },
    });
    return [key, resource] as const;
  });
  return { target, policies: Object.fromEntries(policies), scheduledActions: Object.fromEntries(scheduledActions) };
}

interface TrackedMetric {
  readonly key: string;
  readonly metric: string;
  readonly targetValue: number;
  readonly resourceLabel?: string;
}

function trackedMetrics(config: EcsServiceOptions, targetGroup: LbTargetGroup | undefined): TrackedMetric[] {
  const { targetCpuPct = 70, targetMemoryPct, requestsPerTarget, loadBalancer } = config;
  const requestLabel = targetGroup && `${loadBalancer?.albArnSuffix}/${targetGroup.arnSuffix}`;
  const metrics = [
    { key: 'cpu', metric: 'ECSServiceAverageCPUUtilization', targetValue: targetCpuPct },
    { key: 'memory', metric: 'ECSServiceAverageMemoryUtilization', targetValue: targetMemoryPct },
    {
      key: 'requests',
      metric: 'ALBRequestCountPerTarget',
      targetValue: requestsPerTarget,
      resourceLabel: requestLabel,
    },
  ];
  return metrics.flatMap(({ targetValue, ...metric }) =>
    targetValue === undefined ? [] : [{ ...metric, targetValue }],
  );
}
