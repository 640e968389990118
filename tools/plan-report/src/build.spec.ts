import { planOf, recordedPlan, recordedStagingPlan, reportOf } from './testing/plans';
import type { Change, ResourceChange } from './plan-json';
import { planReport } from './build';
import { notes } from './render/words';
import { headline } from './model';

const change = (address: string, rest: Partial<Change>, more: Partial<ResourceChange> = {}): ResourceChange => ({
  address,
  mode: 'managed',
  type: address.split('.')[0]!,
  name: address.split('.')[1]!,
  change: { actions: ['update'], ...rest },
  ...more,
});

test('counts a recorded plan, and puts first what destroys', () => {
  const report = reportOf(recordedPlan());
  expect(report.counts).toEqual({ create: 1, update: 3, replace: 1, destroy: 1, import: 0, move: 1 });
  expect(report.changes.map(({ action }) => action)).toEqual([
    'destroy',
    'replace',
    'update',
    'update',
    'update',
    'create',
    'move',
  ]);
  expect(headline(report)).toBe('staging: 1 to create, 3 to update, 1 to replace, 1 to destroy');
});

test('says no changes only when nothing at all changes', () => {
  expect(headline(reportOf({}))).toBe('staging: no changes');
  const forgotten = { resource_changes: [change('aws_vpc.main', { actions: ['forget'] })] };
  expect(headline(reportOf(forgotten))).not.toContain('no changes');
  const output = { output_changes: { a: { actions: ['create'], after: '1' } } };
  expect(headline(reportOf(output))).not.toContain('no changes');
});

test('names the attribute that forces a replacement', () => {
  const subnet = reportOf(recordedPlan()).changes.find(({ address }) => address === 'aws_subnet.a')!;
  expect(subnet.attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path)).toContain(
    'cidr_block',
  );
});

test('compares a policy by structure, down to the statement', () => {
  const policy = reportOf(recordedPlan()).changes.find(({ address }) => address === 'aws_iam_policy.p')!;
  expect(policy.attributes).toContainEqual({
    path: 'policy.Statement[0].Action',
    label: 'policy.Statement[0].Action',
    before: { kind: 'value', value: 's3:GetObject' },
    after: { kind: 'value', value: 's3:PutObject' },
    forcesReplacement: false,
  });
});

describe('what makes and destroys nothing', () => {
  const report = reportOf(recordedStagingPlan());
  const actions = Object.fromEntries(report.changes.map(({ address, action }) => [address, action]));

  test('is a move, a removed block and an import, and is counted as such', () => {
    expect(actions).toMatchObject({
      'aws_sns_topic.email_bounces2': 'move',
      'aws_cloudwatch_dashboard.observability_dashboard_business': 'forget',
      'aws_cloudwatch_log_group.imported': 'update',
    });
    expect(report.counts).toEqual({ create: 3, update: 6, replace: 2, destroy: 1, import: 1, move: 1 });
  });

  test('says where it was, and that it is imported', () => {
    const besides = Object.fromEntries(report.changes.map((each) => [each.address, notes(each)]));
    expect(besides).toMatchObject({
      'aws_sns_topic.email_bounces2': ['was aws_sns_topic.email_bounces'],
      'aws_cloudwatch_log_group.imported': ['imports /imported/log'],
      'aws_rds_cluster.database_cluster': ['destroys the old one first: data is lost', 'forced by database_name'],
      'aws_vpc_security_group_ingress_rule.network_redis_from_fargate_app': ['no longer in the configuration'],
    });
  });

  test('is a bare import, which is no create', () => {
    const { counts, changes } = reportOf(planOf('aws_x.y', { actions: ['no-op'], importing: { id: 'y' } }));
    expect(changes.map(({ action }) => action)).toEqual(['import']);
    expect(counts).toMatchObject({ create: 0, import: 1 });
  });

  test('is a resource that is made anew while the old one is forgotten: nothing is destroyed', () => {
    const { counts } = reportOf(planOf('aws_x.y', { actions: ['create', 'forget'], before: {}, after: {} }));
    expect(counts).toMatchObject({ create: 1, replace: 0, destroy: 0 });
  });
});

describe('drift', () => {
  const drift = (before: unknown, after: unknown, configured = true): number =>
    planReport(
      { env: 'staging', target: 'local', isConfigured: () => configured },
      { resource_drift: [change('aws_vpc.main', { before, after })] },
    ).drift.length;

  test('is a configured attribute that is another one', () => expect(drift({ a: 1 }, { a: 2 })).toBe(1));
  test('is not what AWS computes', () => expect(drift({ a: 1 }, { a: 2 }, false)).toBe(0));
  test('is not another way to say nothing', () => {
    expect(drift({ a: null, b: [], c: [{ d: null, e: null }] }, { a: '', b: null, c: [{ d: false, e: 0 }] })).toBe(0);
  });
  test('is a switch that is off', () => expect(drift({ a: true }, { a: false })).toBe(1));
  test('is a number that is 0', () => expect(drift({ a: 1 }, { a: 0 })).toBe(1));
  test('is not a policy that means the same', () => {
    const policy = (Action: unknown): string => JSON.stringify({ Statement: [{ Effect: 'Allow', Action }] });
    expect(drift({ a: policy('x') }, { a: policy(['x']) })).toBe(0);
    expect(drift({ a: policy('x') }, { a: policy(['x', 'y']) })).toBe(1);
  });
  test('is a tag that is gone', () => expect(drift({ tags: { A: '1' } }, { tags: {} })).toBe(1));
  test('is a resource that is gone, whatever was configured', () => {
    const gone = { resource_drift: [change('aws_vpc.main', { actions: ['delete'], before: {}, after: null })] };
    const report = planReport({ env: 'staging', target: 'local', isConfigured: () => false }, gone);
    expect(report.drift.map(({ action }) => action)).toEqual(['destroy']);
  });
});
