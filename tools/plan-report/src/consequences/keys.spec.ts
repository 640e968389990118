import { planOf, reportOf } from '../testing/plans';
import type { PlanJson } from '../plan-json';
import { toApprove } from '../render/approvals';

const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/k-1';

const lost = (...plans: PlanJson[]): string[] =>
  toApprove(
    reportOf({ resource_changes: plans.flatMap(({ resource_changes: changes = [] }) => changes) }),
    'data-loss',
  ).map(({ address, text }) => `${address}: ${text}`);
const unchanged = (address: string, values: object): PlanJson =>
  planOf(address, { actions: ['no-op'], before: values, after: values });
const keyGoes = planOf('aws_kms_key.data', { actions: ['delete'], before: { arn: ARN }, after: null });

test('a database that gets another key is in the guard, with the key as the reason', () => {
  const plan = planOf('aws_db_instance.db', {
    actions: ['delete', 'create'],
    before: { kms_key_id: 'k-1' },
    after: { kms_key_id: 'k-2' },
    replace_paths: [['kms_key_id']],
  });
  expect(lost(plan)).toEqual([
    'aws_db_instance.db: the database and its automated backups; it gets another key (kms_key_id), and AWS does not encrypt it anew in place: copy a snapshot with the new key and restore that',
  ]);
});

test('a repository that gets another key too, and a replacement for another reason says nothing of keys', () => {
  const repository = planOf('aws_ecr_repository.api', {
    actions: ['delete', 'create'],
    before: { encryption_configuration: [{ kms_key: 'k-1' }], name: 'a' },
    after: { encryption_configuration: [{ kms_key: 'k-2' }], name: 'a' },
    replace_paths: [['encryption_configuration', 0, 'kms_key']],
  });
  expect(lost(repository)).toEqual([
    expect.stringMatching(
      /\(encryption_configuration\[0\]\.kms_key\), and AWS .* in place: make a repository of another name/,
    ),
  ]);
  const renamed = planOf('aws_db_instance.db', {
    actions: ['delete', 'create'],
    before: { identifier: 'a', kms_key_id: 'k-1' },
    after: { identifier: 'b', kms_key_id: 'k-1' },
    replace_paths: [['identifier']],
  });
  expect(lost(renamed)).toEqual(['aws_db_instance.db: the database and its automated backups']);
});

test('a key that goes names what is encrypted with it', () => {
  const found = lost(
    keyGoes,
    unchanged('aws_db_instance.db', { kms_key_id: ARN }),
    unchanged('aws_s3_bucket_server_side_encryption_configuration.b', {
      rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: ARN }] }],
    }),
    unchanged('aws_secretsmanager_secret.other', { kms_key_id: ARN.replace('k-1', 'k-2') }),
    unchanged('aws_kms_alias.data', { target_key_arn: ARN }),
    unchanged('aws_iam_role_policy.p', { policy: JSON.stringify({ Resource: ARN }) }),
  );
  expect(found).toEqual([
    'aws_kms_key.data: everything encrypted with it, which is what is in aws_db_instance.db, aws_s3_bucket_server_side_encryption_configuration.b, and in their snapshots and backups',
  ]);
});

test('of many it names five', () => {
  const users = Array.from({ length: 7 }, (_, i) => unchanged(`aws_sqs_queue.q${i}`, { kms_master_key_id: ARN }));
  expect(lost(keyGoes, ...users)[0]).toContain('aws_sqs_queue.q4 and 2 more, and in their');
});
