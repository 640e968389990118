import { beside, destroy, oldFirst, unchanged, update, whenDestroyed, type Case } from './plans';

const SECRET = 'aws_secretsmanager_secret';
const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/k-1';
const ENCRYPTION = 'aws_s3_bucket_server_side_encryption_configuration';

export const KEY_CASES: Readonly<Record<string, Case>> = {
  'key-gone': {
    hit: beside(destroy('aws_kms_key', { arn: ARN }), unchanged('aws_sqs_queue', { kms_master_key_id: ARN })),
    miss: update('aws_kms_key', { arn: ARN }, { description: 'b' }),
    says: 'everything encrypted with it, which is what is in aws_sqs_queue.beside0, and in their snapshots and backups',
  },
  'key-deletion-scheduled': whenDestroyed(
    'aws_kms_key',
    'the key’s deletion is scheduled: 30 days later everything encrypted with it is permanently unreadable',
  ),
  'bucket-another-key': {
    hit: update(ENCRYPTION, encrypted('k-1'), encrypted('k-2')),
    miss: update(ENCRYPTION, { rule: [] }, encrypted('k-2')),
    says: 'what was written until now stays encrypted with k-1: that key must be kept for as long as it is read',
  },
  'log-group-another-key': {
    hit: update('aws_cloudwatch_log_group', { kms_key_id: 'k-1' }, { kms_key_id: null }),
    miss: update('aws_cloudwatch_log_group', { kms_key_id: null }, { kms_key_id: 'k-1' }),
    says: 'what was written until now stays encrypted with k-1: that key must be kept for as long as it is read',
  },
  'key-version-gone': {
    hit: destroy(SECRET, { name: 'restartix/production/encryption/v1' }),
    miss: destroy(SECRET, { name: 'restartix/production/encryption' }),
    says: 'version 1 of the key restartix/production/encryption: what is still encrypted with it cannot be decrypted any more',
  },
  'secret-gone': {
    hit: destroy(SECRET, { name: 'restartix/production/clerk' }),
    miss: destroy(SECRET, { name: 'restartix/production/clerk/v2' }),
    says: 'its values, including those set by hand',
  },
  'secret-deleted-at-once': {
    hit: destroy(SECRET, { recovery_window_in_days: 0 }),
    miss: destroy(SECRET, { recovery_window_in_days: 30 }),
    says: 'the secret is deleted immediately and cannot be restored (recovery_window_in_days is 0)',
  },
  'secret-name-in-recovery': {
    hit: oldFirst(SECRET, { name: 'a', recovery_window_in_days: 7 }),
    miss: oldFirst(SECRET, { name: 'a', recovery_window_in_days: 0 }),
    says: 'its name is taken until the recovery window of the old one is over',
  },
  'key-disabled': {
    hit: update('aws_kms_key', { is_enabled: true }, { is_enabled: false }),
    miss: update('aws_kms_key', { is_enabled: false }, { is_enabled: true }),
    says: 'nothing that is encrypted with it can be read or written (until it is changed back)',
  },
};

function encrypted(key: string): Record<string, unknown> {
  return { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: key }] }] };
}
