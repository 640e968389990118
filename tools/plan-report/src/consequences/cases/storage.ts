import {
  beside,
  create,
  destroy,
  newFirst,
  oldFirst,
  unchanged,
  update,
  whenChanged,
  whenDestroyed,
  type Case,
} from './plans';

const LOCK = 'aws_s3_bucket_object_lock_configuration';
const VERSIONING = 'aws_s3_bucket_versioning';
const SUSPENDED = update(
  VERSIONING,
  { bucket: 'a', versioning_configuration: [{ status: 'Enabled' }] },
  { versioning_configuration: [{ status: 'Suspended' }] },
);

export const STORAGE_CASES: Readonly<Record<string, Case>> = {
  's3-bucket-gone': whenDestroyed('aws_s3_bucket', 'the bucket, its objects with all versions, and its name'),
  'ecr-repository-gone': whenDestroyed('aws_ecr_repository', 'all images, including those in use'),
  'dynamodb-table-gone': whenDestroyed('aws_dynamodb_table', 'all items of the table'),
  'db-snapshot-gone': whenDestroyed('aws_db_snapshot', 'the snapshot'),
  'parameter-replaced': {
    hit: oldFirst('aws_ssm_parameter', { name: 'a' }, { name: 'b' }),
    miss: destroy('aws_ssm_parameter', { name: 'a' }),
    says: 'its value, such as which image is deployed',
  },
  'log-retention-lowered': {
    hit: update('aws_cloudwatch_log_group', { retention_in_days: 0 }, { retention_in_days: 30 }),
    miss: update('aws_cloudwatch_log_group', { retention_in_days: 30 }, { retention_in_days: 0 }),
    says: 'log events that are older than 30 days are deleted',
  },
  'backup-retention-lowered': {
    hit: update('aws_rds_cluster', { backup_retention_period: 14 }, { backup_retention_period: 7 }),
    miss: update('aws_rds_cluster', { backup_retention_period: 7 }, { backup_retention_period: 14 }),
    says: 'automated backups that are older than 7 days are deleted',
  },
  'objects-expire': {
    hit: update('aws_s3_bucket_lifecycle_configuration', expiring(90), expiring(30)),
    miss: update('aws_s3_bucket_lifecycle_configuration', expiring(30), expiring(90)),
    says: 'objects or versions that are older than the new limits are deleted',
  },
  'images-expire': whenChanged(
    'aws_ecr_lifecycle_policy',
    'policy',
    'images that the new rules match are deleted within 24 hours',
  ),
  'efs-file-system-gone': whenDestroyed('aws_efs_file_system', 'all files'),
  'ebs-volume-gone': whenDestroyed('aws_ebs_volume', 'the volume'),
  'backup-vault-gone': whenDestroyed('aws_backup_vault', 'all recovery points'),
  'sqs-queue-gone': whenDestroyed('aws_sqs_queue', 'its queued messages'),
  'cloudwatch-log-group-gone': whenDestroyed('aws_cloudwatch_log_group', 'its log events'),
  'bucket-compliance-lock': {
    hit: create(LOCK, lock('COMPLIANCE', { years: 7 })),
    miss: create(LOCK, lock('GOVERNANCE', { years: 7 })),
    says: 'COMPLIANCE object lock: for 7 years after it is written, no one can delete the object or shorten the period, not even the account’s root user',
  },
  'bucket-first-lock': {
    hit: create(LOCK, lock('GOVERNANCE', { days: 1 })),
    miss: create(LOCK, lock('COMPLIANCE', { days: 1 })),
    says: 'object lock cannot be disabled for this bucket',
  },
  'bucket-object-lock': {
    hit: create('aws_s3_bucket', { object_lock_enabled: true }),
    miss: create('aws_s3_bucket', { object_lock_enabled: false }),
    says: 'object lock cannot be disabled for this bucket',
  },
  'force-destroy-now': {
    hit: destroy('aws_s3_bucket', { force_destroy: true }),
    miss: destroy('aws_s3_bucket', { force_destroy: false }),
    says: 'all objects are deleted with the bucket, including all versions (force_destroy)',
  },
  'force-destroy-later': {
    hit: update('aws_s3_bucket', { force_destroy: false }, { force_destroy: true }),
    miss: create('aws_s3_bucket', { force_destroy: true }),
    says: 'from now on, when it is destroyed, all objects are deleted with the bucket, including all versions (force_destroy)',
  },
  'force-delete-now': {
    hit: destroy('aws_ecr_repository', { force_delete: true }),
    miss: destroy('aws_ecr_repository', { force_delete: false }),
    says: 'all images are deleted with the repository (force_delete)',
  },
  'force-delete-later': {
    hit: update('aws_ecr_repository', { force_delete: false }, { force_delete: true }),
    miss: update('aws_ecr_repository', { force_delete: true }, { force_delete: false }),
    says: 'from now on, when it is destroyed, all images are deleted with the repository (force_delete)',
  },
  'vault-lock': {
    hit: create('aws_backup_vault_lock_configuration', { changeable_for_days: 3 }),
    miss: create('aws_backup_vault_lock_configuration', { min_retention_days: 3 }),
    says: 'the vault lock becomes permanent 3 days after this apply',
  },
  'bucket-versioning-under-lock': {
    hit: beside(SUSPENDED, unchanged(LOCK, { bucket: 'a' })),
    miss: beside(SUSPENDED, unchanged(LOCK, { bucket: 'b' })),
    says: 'versioning of a bucket with object lock cannot be suspended',
  },
  'table-protected': {
    hit: destroy('aws_dynamodb_table', { deletion_protection_enabled: true }),
    miss: destroy('aws_dynamodb_table', { deletion_protection_enabled: false }),
    says: 'it is protected from deletion',
  },
  'same-name-twice': {
    hit: newFirst('aws_sqs_queue', { name: 'jobs', fifo_queue: false }, { fifo_queue: true }),
    miss: newFirst('aws_sqs_queue', { name: 'jobs', fifo_queue: false }, { name: 'jobs.fifo' }),
    says: 'the new one is made before the old one goes, and both have the name jobs',
  },
};

function expiring(days: number): Record<string, unknown> {
  return {
    rule: [{ id: 'old', expiration: [{ days: 365 }], noncurrent_version_expiration: [{ noncurrent_days: days }] }],
  };
}

function lock(mode: string, period: object): Record<string, unknown> {
  return { bucket: 'a', rule: [{ default_retention: [{ mode, ...period }] }] };
}
