// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const CONTAINER_REGISTRY_CONFIG: Inputs = {
  repositories: { list: 'string' },
  tagMutability: ['immutable', 'mutable'],
  untaggedDays: 'number',
  keepDeployed: 'number',
  keepTagged: 'number',
  kmsKeyId: 'string',
  forceDelete: 'boolean',
  pullAccounts: { list: 'string' },
  env: 'string',
  project: 'string',
};
