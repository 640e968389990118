import { synth } from '../testing';
import { makePrivateBucket, makeVersioning, type PrivateBucketConfig } from './private-bucket';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/0123';

const made = (config: Partial<PrivateBucketConfig> = {}) =>
  synth((stack) => void makePrivateBucket(stack, { name: 'restartix-uploads-staging', ...config }));

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition: unknown;
}

const statementsOf = (config: Partial<PrivateBucketConfig> = {}): Statement[] =>
  (
    JSON.parse(made(config).resource('aws_s3_bucket_policy')['policy'] as string) as {
      Statement: Statement[];
    }
  ).Statement;

it('blocks all public access and switches ACLs off', () => {
  const stack = made();
  expect(stack.resource('aws_s3_bucket_public_access_block')).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(stack.resource('aws_s3_bucket_ownership_controls')).toMatchObject({
    rule: { object_ownership: 'BucketOwnerEnforced' },
  });
});

it('denies plain HTTP and TLS before 1.2 to everyone, for the bucket and its objects', () => {
  const everything = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['${aws_s3_bucket.bucket.arn}', '${aws_s3_bucket.bucket.arn}/*'],
  };
  expect(statementsOf()).toEqual([
    { Sid: 'DenyInsecureTransport', ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Sid: 'DenyOutdatedTls', ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ]);
});

it('encrypts with S3’s own key by default', () => {
  expect(made().resource('aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
  });
});

it('encrypts with the given key, and denies objects that name another key or another encryption', () => {
  const config = { kmsKeyArn: KEY };
  expect(made(config).resource('aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
    rule: [
      {
        apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ],
  });
  const encryption = 's3:x-amz-server-side-encryption';
  const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  expect(
    statementsOf(config)
      .slice(2)
      .map(({ Sid, Effect, Condition }) => ({ Sid, Effect, Condition })),
  ).toEqual([
    {
      Sid: 'DenyOtherEncryption',
      Effect: 'Deny',
      Condition: { Null: { [encryption]: 'false' }, StringNotEquals: { [encryption]: 'aws:kms' } },
    },
    {
      Sid: 'DenyOtherKeys',
      Effect: 'Deny',
      Condition: { Null: { [key]: 'false' }, StringNotEquals: { [key]: KEY } },
    },
  ]);
});

it('adds statements of the module’s own after its own', () => {
  const statements = (bucketArn: string) => [
    { sid: 'DeliverMessages', actions: ['s3:PutObject'], resources: [`${bucketArn}/logs`] },
  ];
  expect(statementsOf({ statements }).at(-1)).toMatchObject({
    Sid: 'DeliverMessages',
    Resource: '${aws_s3_bucket.bucket.arn}/logs',
  });
});

it('writes the policy after the public-access block: S3 refuses both at once', () => {
  expect(made().resource('aws_s3_bucket_policy')).toMatchObject({
    depends_on: ['aws_s3_bucket_public_access_block.public_access_block'],
  });
});

it('keeps versions on request', () => {
  const stack = synth((scope) => void makeVersioning(scope, makePrivateBucket(scope, { name: 'history' }).bucket));
  expect(stack.resource('aws_s3_bucket_versioning')).toMatchObject({
    versioning_configuration: { status: 'Enabled' },
  });
});
