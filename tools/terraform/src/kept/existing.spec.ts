import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { ReportedChange } from '@restartix/plan-report';
import { callerIdentity } from '@restartix/preflight';
import type { Session } from '../run/session';
import { findExisting, type Names } from './existing';

jest.mock('@restartix/preflight', () => ({ callerIdentity: jest.fn() }));

const ENCRYPTION = {
  bucket: '${aws_s3_bucket.archive.id}',
  rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: '${aws_kms_key.data.arn}' } }],
};
const CONFIGURATION = {
  resource: {
    aws_s3_bucket_server_side_encryption_configuration: { archive_encryption: ENCRYPTION },
    aws_kms_alias: { data_alias: { name: 'alias/data', target_key_id: '${aws_kms_key.data.key_id}' } },
  },
};
const TAGS = { Project: 'restartix', Environment: 'staging' };

const folder = mkdtempSync(join(tmpdir(), 'existing-'));
const configuration = join(folder, 'cdk.tf.json');
writeFileSync(configuration, JSON.stringify(CONFIGURATION));
afterAll(() => rmSync(folder, { recursive: true }));

const session = {
  paths: { env: 'staging', name: 'staging', configuration },
  configuration: {
    stateBucketAddress: 'aws_s3_bucket.state',
    awsProviders: [{ default_tags: [{ tags: { ...TAGS, Owner: 'x' } }] }],
  },
  sdk: { region: 'eu-central-1' },
} as unknown as Session;

const change = (address: string, attribute: string, value: string, action = 'create'): ReportedChange =>
  ({
    address,
    type: address.split('.')[0],
    action,
    attributes: [{ path: attribute, after: { kind: 'value', value } }],
  }) as unknown as ReportedChange;

const CREATED = [
  change('aws_s3_bucket.archive', 'bucket', 'archive'),
  change('aws_kms_key.data', 'description', 'x'),
  change('aws_kms_alias.data_alias', 'name', 'alias/data'),
];

const names = (known: Partial<Names>): Names => ({
  bucketTags: () => Promise.resolve(undefined),
  isEmpty: () => Promise.resolve(false),
  bucketKey: () => Promise.resolve(undefined),
  key: () => Promise.resolve(undefined),
  ...known,
});
const bucketExists: Partial<Names> = {
  bucketTags: () => Promise.resolve(TAGS),
  bucketKey: () => Promise.resolve('arn:aws:kms:eu-central-1:123456789012:key/k-1'),
};
const keyIs = (state: string): Partial<Names> => ({
  key: (id) => Promise.resolve(id.startsWith('alias/') ? undefined : { id: 'k-1', state }),
});
const existing = (known: Partial<Names>, changes = CREATED): ReturnType<typeof findExisting> =>
  findExisting(session, { changes }, names(known));

it('imports nothing where nothing exists', async () => {
  expect(await existing({})).toEqual([]);
});

it('imports a bucket of an earlier life, and the key that its objects are encrypted with', async () => {
  expect(await existing({ ...bucketExists, ...keyIs('Enabled') })).toEqual([
    { to: 'aws_s3_bucket.archive', id: 'archive' },
    { to: 'aws_kms_key.data', id: 'k-1' },
  ]);
});

it('leaves the key that the environment has, and one that is gone', async () => {
  const bucketAlone = [{ to: 'aws_s3_bucket.archive', id: 'archive' }];
  expect(await existing({ ...bucketExists, ...keyIs('Enabled') }, [CREATED[0]!])).toEqual(bucketAlone);
  expect(await existing(bucketExists)).toEqual(bucketAlone);
});

it('refuses to go on while the key waits for its deletion, with the command that brings it back', async () => {
  const refused = existing({ ...bucketExists, ...keyIs('PendingDeletion') });
  await expect(refused).rejects.toThrow(
    'the bucket archive of an earlier life of staging is encrypted with the key k-1',
  );
  await expect(refused).rejects.toMatchObject({
    hint: expect.stringContaining(
      'aws kms cancel-key-deletion --key-id k-1 && aws kms enable-key --key-id k-1',
    ) as unknown,
  });
});

it('imports an alias that exists, and its key', async () => {
  const key = (): Promise<{ id: string; state: string }> => Promise.resolve({ id: 'k-2', state: 'Enabled' });
  expect(await existing({ key })).toEqual([
    { to: 'aws_kms_key.data', id: 'k-2' },
    { to: 'aws_kms_alias.data_alias', id: 'alias/data' },
  ]);
});

it.each([{ ...TAGS, Environment: 'production' }, { ...TAGS, Project: 'other' }, {}])(
  'does not take a bucket with the tags %p',
  async (tags) => {
    expect(await existing({ ...bucketExists, bucketTags: () => Promise.resolve(tags) })).toEqual([]);
  },
);

describe('a bucket without tags', () => {
  const untagged = { bucketTags: () => Promise.resolve({}) };
  const state = change('aws_s3_bucket.state', 'bucket', 'state');

  it('is taken, also for the state, when it is empty: its tags come after it', async () => {
    const known = { ...untagged, isEmpty: () => Promise.resolve(true) };
    expect(await existing(known, [CREATED[0]!, state])).toEqual([
      { to: 'aws_s3_bucket.archive', id: 'archive' },
      { to: 'aws_s3_bucket.state', id: 'state' },
    ]);
  });

  it('is not taken when somebody has put something into it', async () => {
    expect(await existing(untagged, [CREATED[0]!, state])).toEqual([]);
  });
});

describe('a bucket with the name and the tags of ours that anyone may read', () => {
  const ACCOUNT = '123456789012';
  let owner: string;
  beforeEach(() => {
    jest.mocked(callerIdentity).mockResolvedValue({ id: ACCOUNT, arn: '', partition: 'aws' });
    jest.spyOn(S3Client.prototype, 'send').mockImplementation(({ input }: { input: object }) => {
      const { ExpectedBucketOwner: expected = owner } = input as { ExpectedBucketOwner?: string };
      if (expected !== owner) return Promise.reject(Object.assign(new Error(), { name: '403' }));
      return Promise.resolve({ TagSet: Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value })) });
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['is taken when this account has it', ACCOUNT, [{ to: 'aws_s3_bucket.archive', id: 'archive' }]],
    ['is not taken when another account has it', '999999999999', []],
  ])('%s', async (_, has, taken) => {
    owner = has;
    expect(await findExisting(session, { changes: [CREATED[0]!] })).toEqual(taken);
  });
});

it('leaves a tagged bucket of the state: another checkout’s state has it', async () => {
  const known = { ...bucketExists, isEmpty: () => Promise.resolve(true) };
  expect(await existing(known, [change('aws_s3_bucket.state', 'bucket', 'state')])).toEqual([]);
});

it('asks nothing about what is updated', async () => {
  const asked: string[] = [];
  const bucketTags = (bucket: string): Promise<undefined> => {
    asked.push(bucket);
    return Promise.resolve(undefined);
  };
  await existing({ bucketTags }, [change('aws_s3_bucket.archive', 'bucket', 'archive', 'update')]);
  expect(asked).toEqual([]);
});
