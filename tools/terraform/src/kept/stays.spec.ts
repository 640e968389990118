import type { StateResource } from '../state/resources';
import type { Account, Contents, Encrypted } from './account';
import { whatStays } from './stays';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/k-data';
const OTHER = 'arn:aws:kms:eu-central-1:123456789012:key/k-backups';

const resource = (address: string, attributes: Readonly<Record<string, unknown>>): StateResource => {
  const [type = '', name = ''] = address.split('.');
  return { mode: 'managed', type, name, instances: [{ attributes }] };
};

const KEYS = [
  resource('aws_kms_key.data', { arn: KEY, key_id: 'k-data' }),
  resource('aws_kms_key.backups', { arn: OTHER, key_id: 'k-backups' }),
];

const bucket = (attributes: Readonly<Record<string, unknown>> = {}): StateResource[] => [
  resource('aws_s3_bucket.backups', {
    bucket: 'backups',
    force_destroy: false,
    object_lock_enabled: true,
    ...attributes,
  }),
  resource('aws_s3_bucket_policy.backups_policy', { bucket: 'backups', policy: '{}' }),
  resource('aws_s3_bucket_policy.other_policy', { bucket: 'other', policy: '{}' }),
  resource('aws_s3_bucket_server_side_encryption_configuration.backups_encryption', {
    bucket: 'backups',
    rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: OTHER, sse_algorithm: 'aws:kms' }] }],
  }),
];

interface Answers {
  readonly contents?: Contents;
  readonly snapshots?: readonly Encrypted[];
  readonly logGroups?: readonly Encrypted[];
}

const account = ({ contents, snapshots = [], logGroups = [] }: Answers = {}): Account => ({
  contents: () => Promise.resolve(contents ?? { objects: 0, more: false }),
  snapshots: () => Promise.resolve(snapshots),
  logGroups: () => Promise.resolve(logGroups),
});

const stays = async (state: readonly StateResource[], answers?: Answers): Promise<string[]> =>
  (await whatStays([...KEYS, ...state], account(answers))).map(
    ({ address, name, reasons }) => `${address} (${name}): ${reasons.join('; ')}`,
  );

it('leaves nothing where nothing needs a key', async () => {
  expect(await stays(bucket())).toEqual([]);
});

describe('a bucket', () => {
  const locked = { objects: 3, more: false, lockedUntil: '2033-11-27' };

  it('stays with what belongs to it, and its key, while it holds locked objects', async () => {
    const found = await whatStays([...KEYS, ...bucket()], account({ contents: locked }));
    expect(found).toEqual([
      {
        address: 'aws_s3_bucket.backups',
        name: 'backups',
        parts: [
          'aws_s3_bucket_policy.backups_policy',
          'aws_s3_bucket_server_side_encryption_configuration.backups_encryption',
        ],
        reasons: ['holds 3 objects, locked until 2033-11-27'],
      },
      { address: 'aws_kms_key.backups', name: 'k-backups', parts: [], reasons: ['bucket backups'] },
    ]);
  });

  it('stays though force_destroy is on, while its objects are locked', async () => {
    expect(await stays(bucket({ force_destroy: true }), { contents: locked })).toHaveLength(2);
    expect(await stays(bucket({ force_destroy: true }), { contents: { objects: 3, more: false } })).toEqual([]);
  });

  it('stays with objects that no lock holds, unless force_destroy is on', async () => {
    const contents = { objects: 10_000, more: true };
    expect(await stays(bucket({ object_lock_enabled: false }), { contents })).toEqual([
      'aws_s3_bucket.backups (backups): holds more than 10000 objects, which a destroy does not delete (force_destroy is off)',
      'aws_kms_key.backups (k-backups): bucket backups',
    ]);
    expect(await stays(bucket({ object_lock_enabled: false, force_destroy: true }), { contents })).toEqual([]);
  });
});

describe('a key stays for', () => {
  const data = (...reasons: string[]): string[] => [`aws_kms_key.data (k-data): ${reasons.join('; ')}`];

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['aws_db_instance.db', { final_snapshot_identifier: 'db-final-1' }, 'final snapshot db-final-1'],
    ['aws_rds_cluster.db', { final_snapshot_identifier: 'db-final-1' }, 'final snapshot db-final-1'],
    [
      'aws_elasticache_replication_group.cache',
      { final_snapshot_identifier: 'cache-final' },
      'final snapshot cache-final',
    ],
    [
      'aws_db_instance.db',
      { identifier: 'db', skip_final_snapshot: true, delete_automated_backups: false },
      'automated backups of db',
    ],
    [
      'aws_secretsmanager_secret.s',
      { name: 'restartix/x', recovery_window_in_days: 30 },
      'secret restartix/x, which can be restored for 30 days',
    ],
    ['aws_cloudwatch_log_group.l', { name: '/x', skip_destroy: true }, 'log group /x'],
  ])('what a destroy of %s leaves', async (address, attributes, reason) => {
    expect(await stays([resource(address, { ...attributes, kms_key_id: KEY })])).toEqual(data(reason));
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['aws_db_instance.db', { skip_final_snapshot: true, final_snapshot_identifier: 'db-final-1' }],
    ['aws_elasticache_replication_group.cache', { final_snapshot_identifier: '' }],
    ['aws_secretsmanager_secret.s', { name: 'x', recovery_window_in_days: 0 }],
    ['aws_cloudwatch_log_group.l', { name: '/x', skip_destroy: false }],
  ])('nothing that goes with %s', async (address, attributes) => {
    expect(await stays([resource(address, { ...attributes, kms_key_id: KEY })])).toEqual([]);
  });

  it('snapshots of the account, but for those that go with their database', async () => {
    const db = resource('aws_db_instance.db', { identifier: 'db', skip_final_snapshot: true });
    const snapshots = [
      { name: 'snapshot by-hand', keyId: 'k-data' },
      { name: 'snapshot rds:db-1', keyId: 'k-data', goesWith: 'db' },
      { name: 'snapshot rds:other-1', keyId: 'k-data', goesWith: 'other' },
      { name: 'snapshot foreign', keyId: 'k-foreign' },
      { name: 'snapshot plain', keyId: '' },
    ];
    expect(await stays([db], { snapshots })).toEqual(data('snapshot by-hand', 'snapshot rds:other-1'));
  });

  it('log groups that the state does not have', async () => {
    const own = resource('aws_cloudwatch_log_group.l', { name: '/own', skip_destroy: false, kms_key_id: KEY });
    const logGroups = ['/own', '/by-hand'].map((name) => ({ name: `log group ${name}`, keyId: 'k-data' }));
    expect(await stays([own], { logGroups })).toEqual(data('log group /by-hand'));
  });
});
