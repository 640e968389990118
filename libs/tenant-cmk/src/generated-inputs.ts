// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const TENANT_CMK_CONFIG: Inputs = {
  tenant: 'string',
  bucketNames: { list: 'string' },
  tenantAccountId: 'string',
  breakGlassRoleArn: 'string',
  rotationPeriodInDays: 'number',
  deletionWindowInDays: 'number',
  retirement: ['disabled', 'released'],
  env: 'string',
  project: 'string',
};
