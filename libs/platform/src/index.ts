export { BootstrapStack, type BootstrapConfig, type EnvironmentPipelines } from './bootstrap.stack';
export { serviceHosts, type Domain } from './domain';
export type { DatabaseModule, PlatformConfig, Wired } from './platform.config';
export { PlatformStack } from './platform.stack';
export type { ScheduleConfig } from './schedules';
export type { SecretName } from './secrets';
export { SERVICE_NAMES, SERVICES, type ServiceName, type ServiceSize } from './services';
