import { type Synthesized, synth } from '@restartix/testing';
import copy from '../examples/copy';
import { BackupCopy, StorageBackups, type BackupCopyConfig, type BackupCopyTarget } from '.';
import { base, bySid, statements } from './testing/backups';

const BUCKET = 'arn:aws:s3:::restartix-backups-staging-copy';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234';
const target: BackupCopyTarget = { bucketArn: BUCKET, region: 'eu-west-1', kmsKeyArn: KEY };
const other: BackupCopyTarget = {
  ...target,
  kmsKeyArn: 'arn:aws:kms:eu-west-1:210987654321:key/1234',
  accountId: '210987654321',
};

function made(to?: BackupCopyTarget): { backups: StorageBackups; found: Synthesized } {
  let backups: StorageBackups | undefined;
  const found = synth((stack) => (backups = new StorageBackups(stack, 'backups', { ...base, copy: to })), {
    accountId: '123456789012',
  });
  return { backups: backups!, found };
}
const policyOf = (found: Synthesized, name: string): unknown => found.resource('aws_iam_role_policy', name)['policy'];

describe('a copy elsewhere', () => {
  const { backups, found } = made(target);
  const replication = found.resource('aws_s3_bucket_replication_configuration');

  it('is of every backup, encrypted with the key there, without deletions, and measured', () => {
    expect(replication['rule']).toEqual([
      {
        id: 'backup-copy',
        priority: 0,
        status: 'Enabled',
        filter: { prefix: '' },
        delete_marker_replication: { status: 'Disabled' },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
        destination: {
          bucket: BUCKET,
          encryption_configuration: { replica_kms_key_id: KEY },
          metrics: { status: 'Enabled' },
        },
      },
    ]);
    expect(backups.copyMetric).toEqual({
      namespace: 'AWS/S3',
      metricName: 'OperationsFailedReplication',
      dimensions: {
        SourceBucket: 'restartix-backups-primary-staging',
        DestinationBucket: 'restartix-backups-staging-copy',
        RuleId: 'backup-copy',
      },
    });
  });

  it('waits for the versions of the bucket and for the role’s rights', () => {
    expect(replication['depends_on']).toEqual([
      'aws_s3_bucket_versioning.backups_storage_versioning',
      'aws_iam_role_policy.backups_copy_copy',
    ]);
  });

  it('is made by a role of S3 that reads no backup but to replicate it, and deletes nothing', () => {
    const role = found.resource('aws_iam_role', 'backups_copy_role_role');
    expect(role['name']).toBe('restartix-staging-backup-copy');
    expect(statements(role['assume_role_policy'])).toEqual([
      { Effect: 'Allow', Principal: { Service: ['s3.amazonaws.com'] }, Action: 'sts:AssumeRole' },
    ]);
    const actions = [
      ...statements(policyOf(found, 'backups_copy_role_source')),
      ...statements(policyOf(found, 'backups_copy_copy')),
    ].flatMap(({ Action }) => Action as string | string[]);
    expect(actions.sort()).toEqual([
      'kms:Decrypt',
      'kms:Decrypt',
      'kms:Encrypt',
      's3:GetObjectLegalHold',
      's3:GetObjectRetention',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionTagging',
      's3:GetReplicationConfiguration',
      's3:ListBucket',
      's3:ReplicateObject',
      's3:ReplicateTags',
    ]);
  });

  it('uses each key through S3, in its region and for its bucket alone', () => {
    const policy = policyOf(found, 'backups_copy_copy');
    expect(bySid(policy, 'DecryptBackups')).toMatchObject({
      Resource: '${aws_kms_key.backups_key.arn}',
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.eu-central-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': '${aws_s3_bucket.backups_storage_bucket.arn}',
        },
      },
    });
    expect(bySid(policy, 'EncryptCopy')).toMatchObject({
      Resource: KEY,
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.eu-west-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': BUCKET,
        },
      },
    });
  });

  it('is let in by the key of the backups, which lets in nobody else', () => {
    const { policy } = found.resource('aws_kms_key');
    const role = '${aws_iam_role.backups_copy_role_role.arn}';
    expect(bySid(policy, 'S3Copies')).toMatchObject({
      Principal: { AWS: [role] },
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
    });
    expect(bySid(policy, 'DenyOthers')['Condition'].ArnNotEquals['aws:PrincipalArn']).toContain(role);
  });

  it('is what a restore can read too', () => {
    const policy = policyOf(found, 'backups_copy_restore_copy');
    expect(bySid(policy, 'ReadCopies')['Resource']).toBe(`${BUCKET}/*`);
    expect(bySid(policy, 'DecryptCopies')['Resource']).toBe(KEY);
  });

  it('belongs to the other account where there is one', () => {
    const { found: across } = made(other);
    expect(across.resource('aws_s3_bucket_replication_configuration')['rule'][0].destination).toMatchObject({
      account: '210987654321',
      access_control_translation: { owner: 'Destination' },
    });
    expect(bySid(policyOf(across, 'backups_copy_copy'), 'WriteCopy')['Action']).toContain(
      's3:ObjectOwnerOverrideToBucketOwner',
    );
  });

  it('is not made unless it is asked for', () => {
    const without = made();
    expect(without.backups.copyMetric).toBeUndefined();
    expect(without.found.resources('aws_s3_bucket_replication_configuration')).toEqual({});
    expect(bySid(without.found.resource('aws_kms_key')['policy'], 'S3Copies')).toBeUndefined();
  });

  it.each([
    [{ ...target, bucketArn: 'arn:aws:s3:::restartix-backups-primary-staging' }, 'another bucket than bucketName'],
    [{ ...target, bucketArn: 'arn:aws:s3:::restartix-*' }, 'copy.bucketArn "arn:aws:s3:::restartix-*"'],
    [{ ...target, region: 'eu-west-2' }, "a key of the bucket's region, eu-west-2"],
    [{ ...target, accountId: '210987654321' }, "a key of the bucket's account, 210987654321"],
    [{ ...target, accountId: '4711' }, '12 digits'],
    [{ ...target, kmsKeyArn: undefined as never }, 'copy.kmsKeyArn undefined'],
    [{ ...target, kmsKeyArn: 'alias/copies' }, 'copy.kmsKeyArn "alias/copies"'],
  ] as [BackupCopyTarget, string][])('refuses %j', (to, reason) => {
    expect(() => made(to)).toThrow(reason);
  });
});

describe('the other end', () => {
  const SOURCE = 'arn:aws:iam::210987654321:role/restartix-production-backup-copy';
  const RESTORE = 'arn:aws:iam::210987654321:role/restartix-production-backup-restore-task';
  const HERE = 'arn:aws:iam::123456789012:role/disaster-restore';
  const config: BackupCopyConfig = {
    bucketName: 'restartix-backups-production-copy',
    sourceRoleArn: SOURCE,
    readerRoleArns: { restore: RESTORE },
  };
  const end = (more: Partial<BackupCopyConfig> = {}): Synthesized =>
    synth((stack) => new BackupCopy(stack, 'copy', { ...config, ...more }), { accountId: '123456789012' });
  const found = synth(copy, { accountId: '123456789012' });

  it('is locked as the backups are, and keeps versions', () => {
    expect(found.resource('aws_s3_bucket')).toMatchObject({ object_lock_enabled: true, force_destroy: false });
    expect(found.resource('aws_s3_bucket_versioning')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(found.resource('aws_s3_bucket_object_lock_configuration')['rule']).toEqual({
      default_retention: { mode: 'COMPLIANCE', years: 7 },
    });
  });

  it('lets S3 write as the one role, the readers read, and nobody delete', () => {
    const { policy } = found.resource('aws_s3_bucket_policy');
    expect(bySid(policy, 'S3WritesCopies')).toMatchObject({
      Principal: { AWS: ['arn:aws:iam::210987654321:root'] },
      Action: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'],
      Condition: { ArnEquals: { 'aws:PrincipalArn': [SOURCE] } },
    });
    expect(bySid(policy, 'ReadersRead')).toMatchObject({
      Principal: { AWS: ['arn:aws:iam::210987654321:root', 'arn:aws:iam::123456789012:root'] },
      Condition: { ArnEquals: { 'aws:PrincipalArn': [RESTORE, HERE] } },
    });
    expect(bySid(policy, 'DenyDeleting')).toMatchObject({ Effect: 'Deny', Principal: '*' });
  });

  it('has a key that S3 uses as the one role, and readers decrypt with', () => {
    const { policy, lifecycle } = found.resource('aws_kms_key');
    expect(bySid(policy, 'S3EncryptsCopies')).toMatchObject({
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': [SOURCE] },
        StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
      },
    });
    expect(bySid(policy, 'ReadersDecrypt')).toMatchObject({
      Action: 'kms:Decrypt',
      Condition: { ArnEquals: { 'aws:PrincipalArn': [RESTORE, HERE] } },
    });
    expect(bySid(policy, 'DenyOthers')).toMatchObject({
      Effect: 'Deny',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [SOURCE, RESTORE, HERE] } },
    });
    expect(lifecycle).toEqual({ prevent_destroy: true });
    expect(end({ keyDeletionProtection: false }).resource('aws_kms_key')).not.toHaveProperty('lifecycle');
  });

  it.each([
    [{ bucketName: 'Copies' }, 'bucketName "Copies"'],
    [{ sourceRoleArn: 'restartix-production-backup-copy' }, 'sourceRoleArn "restartix-production-backup-copy"'],
    [{ readerRoleArns: {} }, 'one role at least'],
    [{ readerRoleArns: { all: 'arn:aws:iam::210987654321:role/*' } }, 'readerRoleArns.all'],
    [{ retention: { mode: 'COMPLIANCE' } }, 'either years or days'],
    [{ keyDeletionWindowInDays: 31 }, '7 to 30 days'],
  ] as [Partial<BackupCopyConfig>, string][])('refuses %j', (more, reason) => {
    expect(() => end(more)).toThrow(reason);
  });
});
