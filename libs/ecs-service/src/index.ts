export { EcsService, type EcsServiceOutputs } from './ecs-service';
export { EcsTask, type EcsTaskOutputs } from './ecs-task';
export type {
  ContainerConfig,
  ContainerHealthCheck,
  EcsServiceConfig,
  EcsServiceOptions,
  EcsTaskConfig,
  EcsTaskOptions,
  LoadBalancerBinding,
  RootFilesystem,
  ScheduledScaling,
  SecretReference,
  ServiceCluster,
  ServiceConnect,
  ServiceDiscovery,
  ServiceLogs,
  SidecarConfig,
  SpotMix,
  TargetHealthCheck,
  TaskOptions,
} from './ecs-service.config';
export { FARGATE_MEMORY, type FargateSize } from '@restartix/core';
export type { Roles } from './roles';
export type { Routing } from './routing';
export type { Scaling } from './scaling';
