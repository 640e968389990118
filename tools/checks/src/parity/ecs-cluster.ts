import { EcsCluster, type EcsClusterConfig } from '@restartix/ecs-cluster';
import { parityOf } from './parity';

export const ecsCluster = parityOf({
  module: 'ecs-cluster',
  construct: EcsCluster,
  base: { enableFargateSpot: true } as EcsClusterConfig,
  inputs: { env: { env: 'production' }, enable_fargate_spot: { enableFargateSpot: false } },
  outputs: { cluster_id: 'clusterId', cluster_name: 'clusterName', cluster_arn: 'clusterArn' },
  resources: [
    { spec: 'aws_ecs_cluster', type: 'aws_ecs_cluster', count: 1 },
    {
      spec: 'aws_ecs_cluster_capacity_providers (FARGATE and FARGATE_SPOT for staging)',
      type: 'aws_ecs_cluster_capacity_providers',
      arguments: { capacity_providers: ['FARGATE', 'FARGATE_SPOT'] },
    },
  ],
});
