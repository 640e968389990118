import type { EnvStack, PolicyStatement } from '@restartix/core';
import { Synthesized, resolved, synth, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { tenantBucketStatements, tenantExportStatements } from './session-statements';
import { TenantS3Bucket } from './tenant-s3-bucket';
import type { TenantS3BucketConfig } from './tenant-s3-bucket.config';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const ACCOUNT = '${data.aws_caller_identity.current_account.account_id}';
const of = (stack: EnvStack, statements: readonly PolicyStatement[]): unknown[] =>
  (resolved(stack, statements) as PolicyStatement[]).map(({ sid, resources }) => [sid, resources]);
const bucket = (config: Partial<TenantS3BucketConfig> = {}): Synthesized =>
  synth((stack) => new TenantS3Bucket(stack, 'files', { tenant: 'acme', kmsKeyId: KEY, ...config }), {
    accountId: '123456789012',
  });
const policy = (config: Partial<TenantS3BucketConfig> = {}): Record<string, Block> => {
  const { Statement } = Synthesized.parse(bucket(config).resource('aws_s3_bucket_policy')['policy']);
  return Object.fromEntries((Statement as Block[]).map((each) => [each['Sid'], each]));
};

describe('TenantS3Bucket', () => {
  it('has a name that policies can make of the session’s tag, and the tenant’s tag', () => {
    expect(synth(minimal).resource('aws_s3_bucket')).toMatchObject({
      bucket: 'restartix-staging-tenant-physio-berlin-files',
      tags: { Tenant: 'physio-berlin' },
    });
    expect(synth(complete).resource('aws_s3_bucket')['bucket']).toBe('restartix-staging-tenant-physio-berlin-media');
  });

  it('is encrypted with the key that it is given, and with no other', () => {
    expect(bucket().resource('aws_s3_bucket_server_side_encryption_configuration')['rule']).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ]);
    expect(Object.keys(policy())).toEqual(
      expect.arrayContaining(['DenyInsecureTransport', 'DenyOutdatedTls', 'DenyOtherEncryption', 'DenyOtherKeys']),
    );
  });

  it('keeps out who acts for another tenant, and objects from who acts for none', () => {
    expect(policy()['DenyOtherTenants']).toMatchObject({
      Effect: 'Deny',
      Action: 's3:*',
      Condition: {
        Null: { 'aws:PrincipalTag/Tenant': 'false' },
        StringNotEquals: { 'aws:PrincipalTag/Tenant': 'acme' },
      },
    });
    expect(policy()['DenyObjectsWithoutTenant']!['Condition']).toEqual({ Null: { 'aws:PrincipalTag/Tenant': 'true' } });
  });

  it('cannot be planned away or deleted until it is released', () => {
    expect(bucket().resource('aws_s3_bucket')['lifecycle']).toEqual({ prevent_destroy: true });
    expect(policy()['DenyDeletion']).toMatchObject({ Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket' });
    expect(bucket({ retirement: 'released' }).resource('aws_s3_bucket')['lifecycle']).toBeUndefined();
    expect(policy({ retirement: 'released' })['DenyDeletion']).toBeUndefined();
    expect(bucket({ retirement: 'released' }).resource('aws_s3_bucket')['force_destroy']).toBeUndefined();
  });

  it('is emptied by S3 once it is released, by no person', () => {
    expect(bucket({ retirement: 'released' }).resource('aws_s3_bucket_lifecycle_configuration')['rule']).toMatchObject([
      { filter: [{}], expiration: [{ days: 1 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] },
    ]);
  });

  it('lets the tenant’s own account fetch exports, and nothing else', () => {
    const given = policy({ tenantAccountId: '210987654321' });
    const allowed = Object.values(given).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Action, Resource, Principal }) => [Action, Resource, Principal])).toEqual([
      ['s3:GetObject', '${aws_s3_bucket.files_bucket.arn}/exports/*', { AWS: ['arn:aws:iam::210987654321:root'] }],
      ['s3:ListBucket', '${aws_s3_bucket.files_bucket.arn}', { AWS: ['arn:aws:iam::210987654321:root'] }],
    ]);
    expect(given['DenyObjectsWithoutTenant']!['Condition']).toMatchObject({
      StringNotEquals: { 'aws:PrincipalAccount': '210987654321' },
    });
    expect(Object.values(policy()).filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
  });

  it('deletes exports after a month, and old versions too', () => {
    const days = (config?: Partial<TenantS3BucketConfig>): unknown =>
      bucket(config).resource('aws_s3_bucket_lifecycle_configuration')['rule'];
    expect(days()).toEqual([
      expect.objectContaining({
        filter: [{ prefix: 'exports/' }],
        expiration: [{ days: 30 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      }),
      expect.objectContaining({ filter: [{}], noncurrent_version_expiration: [{ noncurrent_days: 30 }] }),
    ]);
    expect(days({ exportExpiryDays: 7, noncurrentVersionDays: 14 })).toMatchObject([
      { expiration: [{ days: 7 }] },
      { noncurrent_version_expiration: [{ noncurrent_days: 14 }] },
    ]);
  });

  it('is used from the portal’s hosts, where there are some', () => {
    expect(bucket().resources('aws_s3_bucket_cors_configuration')).toEqual({});
    expect(
      bucket({ portalOrigins: ['https://portal.acme.example'] }).resource('aws_s3_bucket_cors_configuration')[
        'cors_rule'
      ],
    ).toMatchObject([
      { allowed_origins: ['https://portal.acme.example'], allowed_methods: ['GET', 'HEAD', 'POST', 'PUT'] },
    ]);
  });

  it('has the same few statements for the sessions of all tenants', () => {
    synth(
      (stack) => {
        const own = 'arn:aws:s3:::restartix-staging-tenant-${aws:PrincipalTag/Tenant}-files';
        const named = of(stack, tenantBucketStatements(stack));
        expect(named).toEqual([
          ['UseTenantObjects', [`${own}/*`]],
          ['ListTenantObjects', [own]],
          ['UseKeyOfTenantObjects', [`arn:aws:kms:eu-central-1:${ACCOUNT}:key/*`]],
        ]);
        const exports = of(stack, tenantExportStatements(stack));
        expect(exports.slice(0, 2)).toEqual([
          ['ReadTenantObjects', [`${own}/*`]],
          ['WriteExports', [`${own}/exports/*`]],
        ]);
      },
      { accountId: '123456789012' },
    );
  });

  it('is there once for each tenant and name', () => {
    const both = (tenant: string, name?: string): unknown =>
      synth((scope) => {
        new TenantS3Bucket(scope, 'first', { tenant: 'acme', kmsKeyId: KEY });
        new TenantS3Bucket(scope, 'second', { tenant, name, kmsKeyId: KEY });
      });
    expect(() => both('globex')).not.toThrow();
    expect(() => both('acme', 'media')).not.toThrow();
    expect(() => both('acme')).toThrow('tenant-s3-bucket "second": tenant "acme" is not possible');
  });

  it('outputs name, ARN and host', () => {
    synth((scope) => {
      const made = new TenantS3Bucket(scope, 'files', { tenant: 'acme', kmsKeyId: KEY });
      expect(resolved(scope, [made.bucketName, made.bucketArn, made.bucketRegionalDomainName])).toEqual([
        '${aws_s3_bucket.files_bucket.bucket}',
        '${aws_s3_bucket.files_bucket.arn}',
        '${aws_s3_bucket.files_bucket.bucket_regional_domain_name}',
      ]);
    });
  });

  it.each<[Partial<TenantS3BucketConfig>, string]>([
    [{ tenant: 'Acme' }, 'tenant-s3-bucket "files": tenant "Acme" is not possible (allowed: 1 to 24 lowercase letters'],
    [{ tenant: 'a'.repeat(24), project: 'p'.repeat(20), env: 'e'.repeat(20) }, 'is not possible (allowed: 3 to 63'],
    [{ name: 'my-files' }, 'name "my-files" is not possible (allowed: 1 to 10 lowercase letters and digits'],
    [{ kmsKeyId: 'alias/x' }, 'kmsKeyId "alias/x" is not possible (allowed: the ARN of a key'],
    [{ portalOrigins: ['*'] }, 'portalOrigins[0] "*" is not possible (allowed: the origin of one host'],
    [
      { portalOrigins: ['http://portal.acme.example'] },
      'portalOrigins[0] "http://portal.acme.example" is not possible',
    ],
    [{ portalOrigins: ['https://a.example/x'] }, 'portalOrigins[0] "https://a.example/x" is not possible'],
    [{ tenantAccountId: '123' }, 'tenantAccountId "123" is not possible (allowed: 12 digits)'],
    [{ exportExpiryDays: 0 }, 'exportExpiryDays 0 is not possible (allowed: 1 to 36500 days (Amazon S3))'],
    [{ noncurrentVersionDays: 0 }, 'noncurrentVersionDays 0 is not possible'],
  ])('refuses %p', (config, message) => {
    expect(() => bucket(config)).toThrow(message);
  });
});
