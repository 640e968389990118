import type { EnvStack } from '@restartix/core';
import { ContainerRegistry } from '../src';

export default function example(stack: EnvStack): void {
  new ContainerRegistry(stack, 'container-registry', { repositories: ['core-api', 'clinic'] });
}
