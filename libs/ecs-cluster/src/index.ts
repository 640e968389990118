export { EcsCluster, type EcsClusterOutputs } from './ecs-cluster';
export type { ContainerInsights, EcsClusterConfig, ExecLogging, NamespaceConfig, SpotMix } from './ecs-cluster.config';
export type { Exec } from './exec-logging';
export type { Namespace } from './namespace';
