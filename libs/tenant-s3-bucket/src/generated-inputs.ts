// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const TENANT_S3_BUCKET_CONFIG: Inputs = {
  tenant: 'string',
  kmsKeyId: 'string',
  name: 'string',
  portalOrigins: { list: 'string' },
  tenantAccountId: 'string',
  exportExpiryDays: 'number',
  noncurrentVersionDays: 'number',
  retirement: ['released'],
  env: 'string',
  project: 'string',
};
