import type { EnvStack } from '@restartix/core';
import { EcsCluster } from '../src';

/** On-demand Fargate, as production has it. */
export default function example(stack: EnvStack): void {
  new EcsCluster(stack, 'ecs-cluster');
}
