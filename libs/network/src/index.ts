export { Network, type NetworkOutputs, type Placement } from './network';
export {
  type AlbIngress,
  type FlowLogsConfig,
  type InterfaceEndpoint,
  type NatInstanceConfig,
  type NatStrategy,
  type NetworkConfig,
} from './network.config';
export { type Endpoints } from './endpoints';
export { type FlowLogs } from './flow-logs';
export { type Nat } from './nat';
export { type ManagedNat } from './nat-gateway';
export { type NatInstance } from './nat-instance';
export { type SecurityGroupName, type SecurityGroups } from './security-groups';
export { type PerZone, type Subnets } from './subnets';
