export {
  BootstrapStack,
  type ApplicationRepository,
  type BootstrapConfig,
  type EnvironmentPipelines,
} from './bootstrap.stack';
export {
  APPLICATION_CONTAINERS,
  contractOf,
  runtimeOf,
  type Application,
  type ContractVariable,
  type Runtime,
} from './contract';
export { serviceHosts, type Domain } from './domain';
export type { DatabaseModule, PlatformConfig, Wired } from './platform.config';
export { PlatformStack, type PlatformStacks } from './platform.stack';
export type { DatabaseUsersConfig } from './database-users';
export type { ScheduleConfig } from './schedules';
export type { SecretName } from './secrets';
export { APPLICATIONS, DEPLOYMENT_JOBS, SERVICE_NAMES, SERVICES, type ServiceName, type ServiceSize } from './services';
