import type { EnvStack } from '@restartix/core';
import { ContainerRegistry } from '../src';

export default function example(stack: EnvStack): void {
  new ContainerRegistry(stack, 'container-registry', {
    repositories: ['core-api', 'jobs/reports'],
    tagMutability: 'mutable',
    untaggedDays: 3,
    keepDeployed: 50,
    keepTagged: 100,
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    forceDelete: true,
    pullAccounts: ['210987654321'],
  });
}
