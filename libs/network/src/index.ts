export { Network } from './network';
export {
  type AlbIngress,
  type FlowLogsConfig,
  type InterfaceEndpoint,
  type NatInstanceConfig,
  type NatStrategy,
  type NetworkConfig,
} from './network.config';
export { type Endpoints } from './endpoints';
export { type Nat } from './nat';
export { type SecurityGroupName, type SecurityGroups } from './security-groups';
export { type PerZone, type Subnets } from './subnets';
