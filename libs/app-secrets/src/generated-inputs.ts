// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const APP_SECRETS_CONFIG: Inputs = {
  secrets: '*',
  kmsKeyId: 'string',
  recoveryWindowInDays: 'number',
  env: 'string',
  project: 'string',
};
