import { recordedPlan, reportOf } from '../testing/fixtures';
import type { Change, PlanJson, ResourceChange } from './plan-json';
import { headline, planReport } from './plan-report';

const change = (address: string, rest: Partial<Change>, more: Partial<ResourceChange> = {}): ResourceChange => ({
  address,
  mode: 'managed',
  type: address.split('.')[0]!,
  name: address.split('.')[1]!,
  change: { actions: ['update'], ...rest },
  ...more,
});
const update = (before: unknown, after: unknown, rest: Partial<Change> = {}): PlanJson => ({
  resource_changes: [change('aws_vpc.main', { before, after, ...rest })],
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
    before: { kind: 'value', value: 's3:GetObject' },
    after: { kind: 'value', value: 's3:PutObject' },
    forcesReplacement: false,
  });
});

describe('the digest', () => {
  const { digest } = reportOf(recordedPlan());

  test('is the same for the same change in another order', () => {
    const plan = recordedPlan();
    expect(reportOf({ ...plan, resource_changes: [...plan.resource_changes!].reverse() }).digest).toBe(digest);
  });

  test('is another one when one attribute is', () => {
    expect(reportOf(update({ a: 1 }, { a: 2 })).digest).not.toBe(reportOf(update({ a: 1 }, { a: 3 })).digest);
  });

  test('does not depend on a sensitive value', () => {
    const secret = { before_sensitive: { a: true }, after_sensitive: { a: true } };
    const [one, two] = ['x', 'y'].map((a) => reportOf(update({ a: 'old' }, { a }, secret)));
    expect(one!.changes[0]!.attributes).toHaveLength(1);
    expect(one!.digest).toBe(two!.digest);
  });

  test('does not depend on drift', () => {
    expect(reportOf({ ...recordedPlan(), resource_drift: [] }).digest).toBe(digest);
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
  test('is not another way to say nothing', () => expect(drift({ a: null, b: [] }, { a: '', b: null })).toBe(0));
  test('is a tag that is gone', () => expect(drift({ tags: { A: '1' } }, { tags: {} })).toBe(1));
  test('is a resource that is gone, whatever was configured', () => {
    const gone = { resource_drift: [change('aws_vpc.main', { actions: ['delete'], before: {}, after: null })] };
    const report = planReport({ env: 'staging', target: 'local', isConfigured: () => false }, gone);
    expect(report.drift.map(({ action }) => action)).toEqual(['destroy']);
  });
});
