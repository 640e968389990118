import { TenantS3Bucket } from '@restartix/tenant-s3-bucket';
import { key } from './given';
import { updateBehavior } from './rows';

export const tenantS3Bucket = updateBehavior({
  module: 'tenant-s3-bucket',
  construct: TenantS3Bucket,
  given: (stack) => ({ key: key(stack), another: key(stack, 'another-key') }),
  // As it is while it can be destroyed.
  base: ({ key }) => ({ tenant: 'acme', kmsKeyId: key, retirement: 'released' as const }),
  inputs: {
    tenant: { values: ['acme', 'globex'] },
    kmsKeyId: { values: [({ key }) => key, ({ another }) => another] },
    name: { values: ['files', 'media'] },
    portalOrigins: { values: [['https://portal.acme.example'], ['https://clinic.acme.example']] },
    tenantAccountId: { values: ['210987654321', '310987654321'] },
    exportExpiryDays: { values: [14, 60] },
    noncurrentVersionDays: { values: [7, 60] },
    retirement: { untried: 'it is there while the others are tried: a bucket without it cannot be destroyed' },
  },
});
