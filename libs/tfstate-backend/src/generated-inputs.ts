// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const TFSTATE_BACKEND_CONFIG: Inputs = {
  bucketName: 'string',
  lockTableName: 'string',
  removal: ['protected', 'removable'],
  noncurrentVersionDays: 'number',
  noncurrentVersionsKept: 'number',
  env: 'string',
  project: 'string',
};
