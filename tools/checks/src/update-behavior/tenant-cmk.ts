import { TenantCmk } from '@restartix/tenant-cmk';
import { role } from './given';
import { updateBehavior } from './rows';

const bucketNames = ['restartix-staging-tenant-acme-files'];

export const tenantCmk = updateBehavior({
  module: 'tenant-cmk',
  construct: TenantCmk,
  given: (stack) => ({ operations: role(stack, 'operations'), support: role(stack, 'support') }),
  // As it is while it can be destroyed.
  base: { tenant: 'acme', retirement: 'released' },
  inputs: {
    tenant: { values: ['acme', 'globex'] },
    bucketNames: { values: [bucketNames, [...bucketNames, 'restartix-staging-tenant-acme-media']] },
    tenantAccountId: { values: ['210987654321', '310987654321'], with: { bucketNames } },
    breakGlassRoleArn: { values: [({ operations }) => operations, ({ support }) => support] },
    rotationPeriodInDays: { values: [180, 90] },
    deletionWindowInDays: { values: [14, 7] },
    retirement: { values: ['disabled', 'released'] },
  },
});
