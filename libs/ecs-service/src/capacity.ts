import type { EcsServiceCapacityProviderStrategy as Strategy } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsServiceOptions, SpotMix } from './ecs-service.config';

/**
 * On what the tasks run. Always a strategy, never a launch type: AWS changes one strategy into another in place, while
 * a launch type could become a strategy only by a new service.
 */
export function capacityProviderStrategy({ useSpot = false }: EcsServiceOptions): Strategy[] {
  if (useSpot === false) return [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }];
  const { weight = 1, onDemandBase = 0, onDemandWeight = 0 }: SpotMix = useSpot === true ? {} : useSpot;
  const onDemand = { capacityProvider: 'FARGATE', base: onDemandBase, weight: onDemandWeight };
  const spot = { capacityProvider: 'FARGATE_SPOT', base: 0, weight };
  return onDemandBase !== 0 || onDemandWeight !== 0 ? [onDemand, spot] : [spot];
}
