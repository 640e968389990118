import { reportOf } from '@restartix/plan-report/testing';
import type { PlanReport } from '@restartix/plan-report';
import type { Allowance } from '../environment/configuration';
import { refuseDataLoss } from './data-loss-approval';

const planned = (...changes: [address: string, actions: string[]][]): PlanReport =>
  reportOf({
    resource_changes: changes.map(([address, actions]) => ({
      address,
      mode: 'managed',
      type: address.split('.')[0]!,
      name: 'x',
      change: { actions, before: { a: 1 }, after: { a: 2 } },
    })),
  });
const refusal = (
  report: PlanReport,
  allowDataLoss: string[] = [],
  { env = 'production', allowances = [] as Allowance[] } = {},
): string => {
  try {
    refuseDataLoss(
      { env, allowDataLoss, allowances, today: '2026-11-24' },
      report,
      (flag) => `npx nx run ${env}:deploy ${flag}`,
    );
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const REPLACED = planned(['aws_rds_cluster.db', ['delete', 'create']], ['aws_vpc.main', ['delete']]);

test('production refuses to replace a database, names it, what goes with it, and how to allow it', () => {
  expect(refusal(REPLACED)).toBe(
    [
      'The plan of production would lose data and needs explicit approval; nothing was applied:',
      '  replace aws_rds_cluster.db: the database and its automated backups',
      'hint: To prevent it, change what forces it (plan.html marks the attribute), or keep the resource with a moved block.',
      'To approve it, take a backup and add the address to apps/production/src/allow.ts, or for this run only: npx nx run production:deploy --allow-data-loss=aws_rds_cluster.db',
    ].join('\n'),
  );
});

test.each([['delete'], ['create', 'delete'], ['delete', 'create']])('refuses %s', (...actions) => {
  expect(refusal(planned(['aws_s3_bucket.b', actions]))).toContain('aws_s3_bucket.b');
});

test.each([['create'], ['update'], ['forget'], ['no-op']])('lets %s pass', (action) => {
  expect(refusal(planned(['aws_s3_bucket.b', [action]]))).toBe('');
});

test('says of what an apply did not finish making that there may be nothing in it', () => {
  const change = { actions: ['delete', 'create'], before: { a: 1 }, after: { a: 2 } };
  const address = 'aws_sqs_queue.jobs';
  const unfinished = { address, mode: 'managed' as const, type: 'aws_sqs_queue', name: 'jobs', change };
  const report = reportOf({ resource_changes: [{ ...unfinished, action_reason: 'replace_because_tainted' }] });
  expect(refusal(report)).toContain(
    'replace aws_sqs_queue.jobs: its queued messages; its creation did not finish, so it may be empty',
  );
});

test('lets pass what holds no data', () => {
  expect(refusal(planned(['aws_ecs_service.s', ['delete']], ['aws_rds_cluster_instance.i', ['delete']]))).toBe('');
});

test('says of a version of a key what cannot be read any more', () => {
  const secret = (name: string) => ({
    address: 'aws_secretsmanager_secret.key',
    mode: 'managed' as const,
    type: 'aws_secretsmanager_secret',
    name: 'key',
    change: { actions: ['delete'], before: { name }, after: null },
  });
  expect(refusal(reportOf({ resource_changes: [secret('restartix/production/encryption/v1')] }))).toContain(
    'destroy aws_secretsmanager_secret.key: version 1 of the key restartix/production/encryption: what is still encrypted with it cannot be decrypted any more',
  );
  expect(refusal(reportOf({ resource_changes: [secret('restartix/production/clerk')] }))).toContain(
    'destroy aws_secretsmanager_secret.key: its values, including those set by hand',
  );
});

test('refuses in every environment', () => {
  expect(refusal(REPLACED, [], { env: 'staging' })).toContain('The plan of staging would lose data');
});

describe('an allowance in the code of the environment', () => {
  const allowance = (until: string, address = 'aws_rds_cluster.db'): Allowance => ({
    address,
    reason: 'rows moved',
    until,
  });

  test('counts up to and with its last day', () => {
    expect(refusal(REPLACED, [], { allowances: [allowance('2026-11-24')] })).toBe('');
    expect(refusal(REPLACED, [], { allowances: [allowance('2026-11-23')] })).toContain(
      'replace aws_rds_cluster.db: the database and its automated backups (the allowance in allow.ts expired on 2026-11-23)',
    );
  });

  test('is for its address alone', () => {
    expect(refusal(REPLACED, [], { allowances: [allowance('2026-12-24', 'aws_rds_cluster.other')] })).toContain(
      'replace aws_rds_cluster.db',
    );
  });

  test('stands until it is taken out: one that this plan does not need is no mistake', () => {
    const empty = planned(['aws_rds_cluster.db', ['update']]);
    expect(refusal(empty, [], { allowances: [allowance('2026-12-24')] })).toBe('');
  });

  test('goes together with a flag for another', () => {
    const two = planned(['aws_rds_cluster.db', ['delete']], ['aws_kms_key.k', ['delete']]);
    const allowances = [allowance('2026-12-24')];
    expect(refusal(two, [], { allowances })).toMatch(/--allow-data-loss=aws_kms_key\.k$/m);
    expect(refusal(two, ['aws_kms_key.k'], { allowances })).toBe('');
  });
});

test('lets pass what is allowed by its address, and only that', () => {
  expect(refusal(REPLACED, ['aws_rds_cluster.db'])).toBe('');
  const two = planned(['aws_rds_cluster.db', ['delete']], ['aws_kms_key.k', ['delete']]);
  const said = refusal(two, ['aws_rds_cluster.db']);
  expect(said).toContain('destroy aws_kms_key.k: everything encrypted with it');
  expect(said).not.toContain('destroy aws_rds_cluster.db');
  expect(said).toContain('--allow-data-loss=aws_kms_key.k,aws_rds_cluster.db');
});

test('an index is quoted for the shell', () => {
  expect(refusal(planned(['aws_s3_bucket.b["x"]', ['delete']]))).toContain(`--allow-data-loss='aws_s3_bucket.b["x"]'`);
});

test.each([
  ['aws_rds_cluster.database', 'aws_rds_cluster.database is not in the plan'],
  ['aws_vpc.main', 'aws_vpc.main is in the plan to destroy it, which loses no data'],
])('an address that loses nothing is a mistake in every environment: %s', (address, why) => {
  for (const env of ['staging', 'production']) {
    const said = refusal(REPLACED, ['aws_rds_cluster.db', address], { env });
    expect(said).toContain(why);
    expect(said).toContain('Addresses to approve: aws_rds_cluster.db.');
  }
});

test('an allowed address that is only updated is a mistake', () => {
  const said = refusal(planned(['aws_s3_bucket.b', ['update']]), ['aws_s3_bucket.b']);
  expect(said).toContain('aws_s3_bucket.b is in the plan to update it, which loses no data');
  expect(said).toContain('Addresses to approve: none');
});
