import { beside, destroy, unchanged, update, type Case } from './plans';

const tags = { Tenant: 'physio-berlin' };
const policy = (Sid: string) =>
  unchanged('aws_s3_bucket_policy', { bucket: 'a', policy: JSON.stringify({ Statement: [{ Sid }] }) });

export const TENANT_CASES: Readonly<Record<string, Case>> = {
  'tenant-key-gone': {
    hit: destroy('aws_kms_key', { tags }),
    miss: destroy('aws_kms_key', { tags: { Environment: 'staging' } }),
    says: 'only the break-glass role may schedule the deletion of a tenant’s key',
  },
  'tenant-key-disabled': {
    hit: update('aws_kms_key', { is_enabled: true, tags }, { is_enabled: false, tags }),
    miss: update('aws_kms_key', { is_enabled: false, tags }, { is_enabled: true, tags }),
    says: 'only the break-glass role may disable a tenant’s key',
  },
  'tenant-bucket-protected': {
    hit: beside(destroy('aws_s3_bucket', { bucket: 'a' }), policy('DenyDeletion')),
    miss: beside(destroy('aws_s3_bucket', { bucket: 'a' }), policy('DenyOtherTenants')),
    says: 'its policy lets nobody delete it',
  },
};
