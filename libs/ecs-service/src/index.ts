export { EcsService, type EcsServiceOutputs } from './ecs-service';
export type {
  ContainerConfig,
  ContainerHealthCheck,
  EcsServiceConfig,
  EcsServiceOptions,
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
} from './ecs-service.config';
export { FARGATE_MEMORY, type FargateSize } from '@restartix/core';
export type { Roles } from './roles';
export type { Routing } from './routing';
export type { Scaling } from './scaling';
