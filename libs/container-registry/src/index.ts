export { ContainerRegistry, type ContainerRegistryOutputs } from './container-registry';
export { type ContainerRegistryConfig, type TagMutability } from './container-registry.config';
