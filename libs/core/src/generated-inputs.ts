// Written by `npx nx run checks:update` from the types.
import type { Inputs } from './inputs';

export const ENV_STACK_CONFIG: Inputs = {
  env: 'string',
  region: 'string',
  state: { keys: { bucket: 'string', region: 'string', key: 'string' } },
  project: 'string',
  owner: 'string',
  costCenter: 'string',
  accountId: 'string',
  permissionsBoundary: 'string',
  allow: { list: { keys: { address: 'string', reason: 'string', until: 'string' } } },
  importFrom: { each: 'string' },
};
