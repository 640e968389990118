export { ContainerRegistry } from './container-registry';
export { type ContainerRegistryConfig, type TagMutability } from './container-registry.config';
