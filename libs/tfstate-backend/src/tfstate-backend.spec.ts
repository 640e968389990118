import { Synthesized, resolved, synth } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { TfstateBackend } from './tfstate-backend';
import type { TfstateBackendConfig } from './tfstate-backend.config';

describe('TfstateBackend', () => {
  const stack = synth(minimal);

  it('makes a versioned, encrypted bucket that is closed to the public', () => {
    expect(stack.addresses).toEqual([
      'aws_s3_bucket.tfstate_backend_bucket',
      'aws_s3_bucket_lifecycle_configuration.tfstate_backend_history',
      'aws_s3_bucket_ownership_controls.tfstate_backend_ownership',
      'aws_s3_bucket_policy.tfstate_backend_policy',
      'aws_s3_bucket_public_access_block.tfstate_backend_public_access_block',
      'aws_s3_bucket_server_side_encryption_configuration.tfstate_backend_encryption',
      'aws_s3_bucket_versioning.tfstate_backend_versioning',
    ]);
    expect(stack.resource('aws_s3_bucket_versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
    expect(stack.resource('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.resource('aws_s3_bucket_server_side_encryption_configuration')['rule']).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
  });

  it('has the name of the spec, in any environment', () => {
    expect(stack.resource('aws_s3_bucket')['bucket']).toBe('restartix-tfstate');
    expect(synth(minimal, { project: 'acme' }).resource('aws_s3_bucket')['bucket']).toBe('acme-tfstate');
  });

  it('cannot be destroyed unless that is asked for', () => {
    expect(stack.resource('aws_s3_bucket')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(synth(complete).resource('aws_s3_bucket')).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  it('refuses plain HTTP and outdated TLS', () => {
    const { Statement } = Synthesized.parse(stack.resource('aws_s3_bucket_policy')['policy']);
    expect(Statement).toHaveLength(2);
    for (const statement of Statement as object[]) {
      expect(statement).toMatchObject({ Effect: 'Deny', Principal: '*', Action: 's3:*' });
    }
    expect(Statement[0].Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
    expect(Statement[1].Condition).toEqual({ NumericLessThan: { 's3:TlsVersion': '1.2' } });
  });

  it('keeps the newest 20 old versions, and the others for a year', () => {
    expect(stack.resource('aws_s3_bucket_lifecycle_configuration')['rule'][0]).toMatchObject({
      noncurrent_version_expiration: [{ noncurrent_days: 365, newer_noncurrent_versions: 20 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  it('makes a lock table only for clients that need one', () => {
    expect(stack.resources('aws_dynamodb_table')).toEqual({});
    expect(synth(complete).resource('aws_dynamodb_table')).toMatchObject({
      name: 'acme-terraform-lock',
      hash_key: 'LockID',
      billing_mode: 'PAY_PER_REQUEST',
    });
  });

  it('waits for the bucket to be closed before it is given a policy, and for versions before their rules', () => {
    expect(stack.resource('aws_s3_bucket_policy')['depends_on']).toEqual([
      'aws_s3_bucket_public_access_block.tfstate_backend_public_access_block',
    ]);
    expect(stack.resource('aws_s3_bucket_lifecycle_configuration')['depends_on']).toEqual([
      'aws_s3_bucket_versioning.tfstate_backend_versioning',
    ]);
    expect(stack.resource('aws_s3_bucket_ownership_controls')['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
  });

  it('protects a lock table as it protects the bucket', () => {
    const table = (removal: 'protected' | 'removable'): unknown =>
      synth((scope) => new TfstateBackend(scope, 'state', { lockTableName: 'lock', removal })).resource(
        'aws_dynamodb_table',
      );
    expect(table('protected')).toMatchObject({
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
      point_in_time_recovery: { enabled: true },
    });
    expect(table('removable')).toMatchObject({ deletion_protection_enabled: false });
  });

  it('outputs the bucket, and the lock table only where there is one', () => {
    synth((scope) => {
      const backend = new TfstateBackend(scope, 'plain');
      const withTable = new TfstateBackend(scope, 'other', { bucketName: 'acme-state', lockTableName: 'lock' });
      expect(resolved(scope, backend.stateBucket)).toBe('${aws_s3_bucket.plain_bucket.bucket}');
      expect(resolved(scope, backend.stateBucketArn)).toBe('${aws_s3_bucket.plain_bucket.arn}');
      expect(backend.lockTable).toBeUndefined();
      expect(resolved(scope, withTable.lockTable)).toBe('${aws_dynamodb_table.other_lock_table.name}');
    });
  });
});

describe('statePolicy of the bucket', () => {
  it('names the bucket, its account and its lock table', () => {
    synth((scope) => {
      const plain = new TfstateBackend(scope, 'plain').statePolicy('staging', 'write');
      const withTable = new TfstateBackend(scope, 'other', { bucketName: 'acme-state', lockTableName: 'lock' });
      expect(resolved(scope, plain[1])).toEqual({
        sid: 'ReadState',
        actions: ['s3:GetObject'],
        resources: [
          'arn:aws:s3:::${aws_s3_bucket.plain_bucket.bucket}/staging/terraform.tfstate',
          'arn:aws:s3:::${aws_s3_bucket.plain_bucket.bucket}/staging/terraform.tfstate.last-deploy',
        ],
        conditions: {
          StringEquals: { 'aws:ResourceAccount': '${data.aws_caller_identity.current_account.account_id}' },
        },
      });
      expect(plain.map(({ sid }) => sid)).not.toContain('LockTable');
      expect(resolved(scope, withTable.statePolicy('staging', 'read').at(-1)?.resources)).toEqual([
        '${aws_dynamodb_table.other_lock_table.arn}',
      ]);
    });
  });
});

describe('refusals', () => {
  it.each<[TfstateBackendConfig, string]>([
    [{ bucketName: 'Acme' }, 'bucketName "Acme" is not possible (allowed: 3 to 63 lowercase letters'],
    [{ bucketName: 'acme.state' }, 'bucketName "acme.state" is not possible'],
    [{ lockTableName: 'a b' }, 'lockTableName "a b" is not possible (allowed: 3 to 255 letters'],
    [{ bucketName: 'acme-s3alias' }, 'bucketName "acme-s3alias" is not possible'],
    [{ noncurrentVersionDays: 30 }, 'noncurrentVersionDays 30 is not possible (allowed: 90 days or more)'],
    [{ noncurrentVersionDays: 90.5 }, 'noncurrentVersionDays 90.5 is not possible'],
    [{ noncurrentVersionsKept: 0 }, 'noncurrentVersionsKept 0 is not possible (allowed: 1 to 100 versions'],
  ])('refuses %p', (config, message) => {
    expect(() => synth((scope) => new TfstateBackend(scope, 'state', config))).toThrow(message);
  });

  it.each<[string, TfstateBackendConfig, string]>([
    ['bucketName', { bucketName: 'acme-state', lockTableName: 'other' }, 'acme-state'],
    ['lockTableName', { bucketName: 'other-state', lockTableName: 'acme-state' }, 'acme-state'],
  ])('refuses a %s that another backend has', (property, config, value) => {
    const two = (second: TfstateBackendConfig): unknown =>
      synth((scope) => {
        new TfstateBackend(scope, 'one', { bucketName: 'acme-state', lockTableName: 'acme-state' });
        new TfstateBackend(scope, 'two', second);
      });
    expect(() => two(config)).toThrow(`tfstate-backend "two": ${property} "${value}" is not possible`);
    expect(() => two({ bucketName: 'other-state', lockTableName: 'other' })).not.toThrow();
  });
});
