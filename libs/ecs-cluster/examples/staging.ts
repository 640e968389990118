import type { EnvStack } from '@restartix/core';
import { EcsCluster } from '../src';

/** Fargate Spot by default, as staging has it. */
export default function example(stack: EnvStack): void {
  new EcsCluster(stack, 'ecs-cluster', { enableFargateSpot: true });
}
