// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const ENCRYPTION_KEY_CONFIG: Inputs = {
  name: 'string',
  description: 'string',
  deletionWindowInDays: 'number',
  deletionProtection: 'boolean',
  rotationPeriodInDays: 'number',
  use: ['direct', 'through-services'],
  publishers: { list: ['cloudwatch', 'events', 'events.rds', 'ses', 'sns'] },
  administrators: { each: 'string' },
  users: { each: 'string' },
  env: 'string',
  project: 'string',
};
