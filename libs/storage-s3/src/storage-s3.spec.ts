import { Synthesized, synth, warningsOf } from '@restartix/testing';
import auditArchive from '../examples/audit-archive';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { StorageS3, type StorageS3Config } from '.';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const base: StorageS3Config = { bucketName: 'restartix-uploads-staging', lifecycleStrategy: 'none' };

function bucket(config: Partial<StorageS3Config> = {}): Synthesized {
  return synth((stack) => new StorageS3(stack, 'uploads', { ...base, ...config }));
}

describe('a bucket', () => {
  it('has the very name that it is given, and keeps what it holds when it is destroyed', () => {
    expect(bucket().resource('aws_s3_bucket')).toMatchObject({
      bucket: 'restartix-uploads-staging',
      force_destroy: false,
    });
  });

  it('keeps versions, is closed to the public in all four ways, and knows no ACLs', () => {
    const found = synth(minimal);
    expect(found.resource('aws_s3_bucket_versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
    expect(found.resource('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(found.resource('aws_s3_bucket_ownership_controls')['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
  });

  it('encrypts with S3’s keys, or with the key that it is given, used for many objects at once', () => {
    const rule = (found: Synthesized): unknown =>
      found.resource('aws_s3_bucket_server_side_encryption_configuration')['rule'];
    expect(rule(bucket())).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }]);
    expect(rule(bucket({ kmsKeyId: KEY }))).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ]);
  });

  it('refuses plain HTTP and old TLS', () => {
    const { Statement } = Synthesized.parse(bucket().resource('aws_s3_bucket_policy')['policy']);
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } },
      }),
    ]);
  });

  it('refuses another key than its own, but not a request that names none', () => {
    const { Statement } = Synthesized.parse(bucket({ kmsKeyId: KEY }).resource('aws_s3_bucket_policy')['policy']);
    const header = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Sid: 'DenyOtherKeys',
        Action: 's3:PutObject',
        Condition: { Null: { [header]: 'false' }, StringNotEquals: { [header]: KEY } },
      }),
    );
  });

  it('drops unfinished uploads after a week and old versions after a quarter', () => {
    expect(bucket().resource('aws_s3_bucket_lifecycle_configuration')).toMatchObject({
      transition_default_minimum_object_size: 'all_storage_classes_128K',
      rule: [
        {
          id: 'leftovers',
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
          noncurrent_version_expiration: [{ noncurrent_days: 90 }],
        },
      ],
    });
    const [rule] = bucket({ noncurrentVersionDays: 30 }).resource('aws_s3_bucket_lifecycle_configuration')['rule'];
    expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: 30 }]);
  });

  it('has CORS rules, access logs and events only where they are asked for', () => {
    const types = ['aws_s3_bucket_cors_configuration', 'aws_s3_bucket_logging', 'aws_s3_bucket_notification'];
    for (const type of types) expect(synth(minimal).resources(type)).toEqual({});
    const found = synth(complete);
    expect(found.resource('aws_s3_bucket_cors_configuration')['cors_rule']).toEqual([
      {
        id: 'console',
        allowed_origins: ['https://console.restartix.pro'],
        allowed_methods: ['GET', 'PUT'],
        allowed_headers: ['content-type'],
        expose_headers: ['etag'],
        max_age_seconds: 3600,
      },
    ]);
    expect(found.resource('aws_s3_bucket_logging')).toMatchObject({
      target_bucket: 'restartix-access-logs',
      target_prefix: 'uploads/',
    });
    expect(found.resource('aws_s3_bucket_notification')['eventbridge']).toBe(true);
  });
});

describe('an audit archive', () => {
  it('moves objects to Glacier Instant Retrieval after 90 days and to Deep Archive after a year', () => {
    const [archive, leftovers] = synth(auditArchive).resource('aws_s3_bucket_lifecycle_configuration')['rule'];
    expect(archive.transition).toEqual([
      { storage_class: 'GLACIER_IR', days: 90 },
      { storage_class: 'DEEP_ARCHIVE', days: 365 },
    ]);
    expect(archive.noncurrent_version_transition).toEqual([
      { storage_class: 'GLACIER_IR', noncurrent_days: 90 },
      { storage_class: 'DEEP_ARCHIVE', noncurrent_days: 365 },
    ]);
    expect(leftovers.noncurrent_version_expiration).toBeUndefined();
  });

  it('locks what is put into it for seven years, and says that nobody can take that back', () => {
    const found = synth(auditArchive);
    expect(found.resource('aws_s3_bucket_object_lock_configuration')['rule']).toEqual({
      default_retention: { mode: 'COMPLIANCE', years: 7 },
    });
    expect(warningsOf(auditArchive)).toEqual([
      expect.stringContaining('restartix-audit-archive-staging cannot be deleted by anyone for 7 years (COMPLIANCE)'),
    ]);
  });

  it('is locked unless that is switched off, and for as long as it is told', () => {
    const lock = (config: Partial<StorageS3Config>): unknown =>
      Object.values(
        bucket({ lifecycleStrategy: 'audit-archive', ...config }).resources('aws_s3_bucket_object_lock_configuration'),
      ).map((block) => block['rule'].default_retention);
    expect(lock({})).toEqual([{ mode: 'COMPLIANCE', years: 7 }]);
    expect(lock({ enableObjectLock: false })).toEqual([]);
    expect(lock({ retention: { mode: 'GOVERNANCE', days: 1 } })).toEqual([{ mode: 'GOVERNANCE', days: 1 }]);
  });

  it('is locked in place: the bucket is the same with and without a lock', () => {
    const locked = bucket({ enableObjectLock: true, retention: { mode: 'GOVERNANCE', days: 1 } });
    expect(locked.resource('aws_s3_bucket')).toEqual(bucket().resource('aws_s3_bucket'));
    expect(locked.resource('aws_s3_bucket_object_lock_configuration')['depends_on']).toEqual([
      expect.stringContaining('aws_s3_bucket_versioning.'),
    ]);
  });

  it('warns of nothing where the lock can be lifted', () => {
    expect(
      warningsOf((stack) => {
        const retention = { mode: 'GOVERNANCE', days: 1 } as const;
        new StorageS3(stack, 'archive', { ...base, lifecycleStrategy: 'audit-archive', retention });
      }),
    ).toEqual([]);
  });
});

describe('the rights of a role', () => {
  const rights = (make: (made: StorageS3) => unknown): string => {
    let statements: unknown;
    synth((stack) => (statements = make(new StorageS3(stack, 'uploads', { ...base, kmsKeyId: KEY }))));
    return JSON.stringify(statements);
  };

  it('end at the prefix', () => {
    const read = rights((made) => made.readStatements('avatars/'));
    expect(read).toContain('/avatars/*');
    expect(read).toContain('"s3:prefix":"avatars/*"');
    expect(read).not.toContain('PutObject');
  });

  it('to append are not to delete; to write are', () => {
    expect(rights((made) => made.appendStatements())).toContain('s3:PutObject');
    expect(rights((made) => made.appendStatements())).not.toContain('Delete');
    expect(rights((made) => made.readWriteStatements())).toContain('s3:DeleteObject');
  });

  it('reach the key by way of S3 alone', () => {
    expect(rights((made) => made.readWriteStatements())).toContain(
      '"conditions":{"StringEquals":{"kms:ViaService":"s3.eu-central-1.amazonaws.com"}}',
    );
  });
});

describe('what is refused', () => {
  const refusal = (config: Partial<StorageS3Config>): string => {
    try {
      bucket(config);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  };

  it.each([
    ['ab', '3 to 63 lowercase letters'],
    ['Uploads', '3 to 63 lowercase letters'],
    ['restartix.uploads', '3 to 63 lowercase letters'],
    ['xn--uploads', 'without the reserved prefix "xn--"'],
    ['uploads-s3alias', 'without the reserved suffix "-s3alias"'],
  ])('the name %s', (bucketName, reason) => {
    expect(refusal({ bucketName })).toContain(reason);
  });

  it('a retention without a lock, and a forced destroy with one', () => {
    expect(refusal({ retention: { mode: 'GOVERNANCE', days: 1 } })).toContain('nothing without an object lock');
    expect(refusal({ enableObjectLock: true, forceDestroy: true })).toContain('forceDestroy true is not possible');
  });

  it.each([
    [{ mode: 'GOVERNANCE' }, 'either years or days'],
    [{ mode: 'GOVERNANCE', years: 1, days: 1 }, 'either years or days'],
    [{ mode: 'GOVERNANCE', years: 101 }, 'retention.years 101'],
    [{ mode: 'GOVERNANCE', days: 0 }, 'retention.days 0'],
  ] as const)('the retention %j', (retention, reason) => {
    expect(refusal({ enableObjectLock: true, retention })).toContain(reason);
  });

  it('a key without its ARN, periods out of range, and CORS rules for nobody', () => {
    expect(refusal({ kmsKeyId: 'alias/restartix' })).toContain('the ARN of a key');
    expect(refusal({ noncurrentVersionDays: 0 })).toContain('1 to 36500');
    expect(refusal({ enableObjectLock: true, noncurrentVersionDays: 30 })).toContain('locked versions stay');
    expect(refusal({ cors: { web: { allowedOrigins: [], allowedMethods: ['GET'] } } })).toContain(
      'cors.web.allowedOrigins []',
    );
  });

  it('everything at once, not only the first', () => {
    expect(refusal({ bucketName: 'X', kmsKeyId: 'k' }).split('\n')).toHaveLength(2);
  });

  it('a second bucket of the name; another name is another bucket', () => {
    const two = (second: string): unknown =>
      synth((stack) => {
        new StorageS3(stack, 'one', base);
        new StorageS3(stack, 'two', { ...base, bucketName: second });
      });
    expect(() => two(base.bucketName)).toThrow('"test/one" has this one');
    expect(() => two('restartix-reports-staging')).not.toThrow();
  });
});
