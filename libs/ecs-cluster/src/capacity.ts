import type { EcsClusterCapacityProvidersDefaultCapacityProviderStrategy as Strategy } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import type { EcsClusterConfig, SpotMix } from './ecs-cluster.config';

/** What the cluster can run tasks on, and what a task that names none runs on. */
export interface Capacity {
  readonly providers: readonly string[];
  readonly defaultStrategy: readonly Strategy[];
}

/** The capacity of a cluster with or without Fargate Spot. */
export function capacityOf({ enableFargateSpot = false }: EcsClusterConfig): Capacity {
  if (enableFargateSpot === false) {
    return { providers: ['FARGATE'], defaultStrategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }] };
  }
  return {
    providers: ['FARGATE', 'FARGATE_SPOT'],
    defaultStrategy: mixed(enableFargateSpot === true ? {} : enableFargateSpot),
  };
}

function mixed({ weight = 1, onDemandBase = 0, onDemandWeight = 0 }: SpotMix): Strategy[] {
  return [
    { capacityProvider: 'FARGATE', base: onDemandBase, weight: onDemandWeight },
    { capacityProvider: 'FARGATE_SPOT', base: 0, weight },
  ];
}
