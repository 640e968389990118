import { planOf, recordedStagingPlan, reportOf } from '../testing/plans';
import { renderHtml } from '../render/html';
import { renderMarkdown } from '../render/markdown';
import { renderText } from '../render/text';
import type { PlanReport } from '../model';

type Sides = readonly [before: object | null, after: object | null];

const reportFor = (type: string, [before, after]: Sides, actions?: string[]): PlanReport => {
  const own = before && after ? ['update'] : before ? ['delete'] : ['create'];
  return reportOf(planOf(`${type}.x`, { actions: actions ?? own, before, after }));
};
const told = (type: string, sides: Sides, actions?: string[]): string[] =>
  reportFor(type, sides, actions).irreversible.map(({ text }) => text);
const lock = (mode: string, retention: object): object => ({ rule: [{ default_retention: [{ mode, ...retention }] }] });
const encrypted = (key: string): object => ({
  rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: key, sse_algorithm: 'aws:kms' }] }],
});

test('a COMPLIANCE lock is told with its time, when it comes and when it changes', () => {
  const seven = lock('COMPLIANCE', { years: 7 });
  const type = 'aws_s3_bucket_object_lock_configuration';
  expect(told(type, [null, seven])).toEqual([
    'COMPLIANCE object lock: for 7 years after it is written, no one can delete the object or shorten the period, not even the account’s root user',
  ]);
  expect(told(type, [seven, lock('COMPLIANCE', { days: 1 })])[0]).toContain('for 1 day after');
  expect(told(type, [seven, { ...seven, expected_bucket_owner: 'x' }])).toEqual([]);
  const governance = lock('GOVERNANCE', { years: 7 });
  expect(told(type, [null, governance])).toEqual(['object lock cannot be disabled for this bucket']);
  expect(told(type, [governance, lock('GOVERNANCE', { years: 1 })])).toEqual([]);
});

test.each<[what: string, type: string, sides: Sides, text: RegExp]>([
  [
    'a key that goes',
    'aws_kms_key',
    [{ deletion_window_in_days: 7 }, null],
    /^the key’s deletion is scheduled: 7 days later/,
  ],
  [
    'another key for a bucket',
    'aws_s3_bucket_server_side_encryption_configuration',
    [encrypted('k-1'), encrypted('k-2')],
    /^what was written until now stays encrypted with k-1: that key must be kept/,
  ],
  ['another key for a log', 'aws_cloudwatch_log_group', [{ kms_key_id: 'k-1' }, {}], /stays encrypted with k-1/],
  ['a key without a window', 'aws_kms_key', [{}, null], /30 days later/],
  ['a cluster without a last snapshot', 'aws_rds_cluster', [{ skip_final_snapshot: true }, null], /^no final snapshot/],
  [
    'that being set',
    'aws_db_instance',
    [{ skip_final_snapshot: false }, { skip_final_snapshot: true }],
    /^from now on/,
  ],
  ['a bucket that goes with its objects', 'aws_s3_bucket', [{ force_destroy: true }, null], /^all objects are deleted/],
  ['that being set', 'aws_s3_bucket', [{ force_destroy: false }, { force_destroy: true }], /^from now on/],
  ['a bucket’s lock', 'aws_s3_bucket', [null, { object_lock_enabled: true }], /cannot be disabled/],
  ['its first configuration', 'aws_s3_bucket_object_lock_configuration', [null, { bucket: 'a' }], /cannot be disabled/],
  ['images that go', 'aws_ecr_repository', [{ force_delete: true }, null], /^all images are deleted/],
  ['a cache without a last snapshot', 'aws_elasticache_replication_group', [{}, null], /^no final snapshot/],
  [
    'a secret without a window',
    'aws_secretsmanager_secret',
    [{ recovery_window_in_days: 0 }, null],
    /deleted immediately/,
  ],
  ['a major upgrade', 'aws_rds_cluster', [{ engine_version: '16.6' }, { engine_version: '17.2' }], /16\.6 to 17\.2/],
  [
    'storage that grows',
    'aws_db_instance',
    [{ allocated_storage: 20 }, { allocated_storage: 40 }],
    /from 20 to 40 GiB/,
  ],
  [
    'a vault’s lock',
    'aws_backup_vault_lock_configuration',
    [null, { changeable_for_days: 3 }],
    /3 days after this apply/,
  ],
])('tells %s (%s)', (_, type, sides, text) => {
  expect(told(type, sides)).toEqual([expect.stringMatching(text)]);
});

test.each<[what: string, type: string, sides: Sides]>([
  ['a snapshot is taken', 'aws_rds_cluster', [{ skip_final_snapshot: false }, null]],
  ['a secret can be restored', 'aws_secretsmanager_secret', [{ recovery_window_in_days: 30 }, null]],
  ['an upgrade is a minor one', 'aws_rds_cluster', [{ engine_version: '16.6' }, { engine_version: '16.8' }]],
  ['a bucket is emptied by hand', 'aws_s3_bucket', [{ force_destroy: false }, null]],
])('tells nothing when %s', (_, type, sides) => {
  expect(told(type, sides)).toEqual([]);
});

test('a key that is forgotten is not deleted', () => {
  expect(told('aws_kms_key', [{ deletion_window_in_days: 7 }, null], ['forget'])).toEqual([]);
});

test.each([
  ['text', renderText],
  ['Markdown', renderMarkdown],
  ['page', renderHtml],
])('the %s calls out what cannot be undone, and what is overly permissive, before the changes', (_, render) => {
  const rendered = render(reportOf(recordedStagingPlan()));
  const places = [
    /cannot be undone/i,
    /COMPLIANCE object lock[^]{0,40}: for 8 years|COMPLIANCE object lock: for 8 years/,
    /overly permissive/i,
    /opens 22\/tcp into restartix-staging-rds from the internet/,
    /max_capacity|closes 6379\/tcp/,
  ].map((each) => rendered.search(each));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('a sign at the start of a line of Markdown would be a list of its own: the action is a word', () => {
  const markdown = renderMarkdown(reportOf(recordedStagingPlan()));
  expect(markdown).toContain('> - create `aws_vpc_security_group_ingress_rule.network_rds_from_internet`: `opens');
  expect(markdown).not.toMatch(/^> - [-+] /m);
});
