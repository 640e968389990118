export { APPLICATION_CONTAINERS, type Application } from './applications';
export { containerOf } from './container';
export { contractOf, type ContractVariable } from './contract';
export type { Facts } from './facts';
export { runtimeOf, type Runtime } from './runtimes';
export { metricsNamespace } from './variables';
