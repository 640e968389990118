import { ContainerRegistry } from '@restartix/container-registry';
import { key } from './given';
import { updateBehavior } from './rows';

export const containerRegistry = updateBehavior({
  module: 'container-registry',
  construct: ContainerRegistry,
  given: (stack) => ({ key: key(stack), another: key(stack, 'another-key') }),
  base: { repositories: ['core-api'] },
  inputs: {
    repositories: { values: [['core-api'], ['core-api', 'reports']] },
    tagMutability: { values: ['mutable', 'immutable'] },
    untaggedDays: { values: [3, 7] },
    keepDeployed: { values: [50, 60] },
    keepTagged: { values: [100, 110] },
    kmsKeyId: { values: [({ key }) => key, ({ another }) => another] },
    forceDelete: { values: [true, false] },
    pullAccounts: { values: [['210987654321'], ['210987654321', '321098765432']] },
  },
});
