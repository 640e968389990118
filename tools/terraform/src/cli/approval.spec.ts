import { reportOf } from '@restartix/plan-report/testing';
import type { PlanReport } from '@restartix/plan-report';
import type { Allowance } from '../environment/configuration';
import { refuseUnapproved } from './approval';

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
  dataLoss: string[] = [],
  {
    env = 'production',
    allowances = [] as Allowance[],
    outage = [] as string[],
    stack = undefined as string | undefined,
  } = {},
): string => {
  try {
    refuseUnapproved(
      { env, stack, allowed: { 'data-loss': dataLoss, outage }, allowances, today: '2026-11-24' },
      report,
      (flags) => `npx nx run ${env}:deploy ${flags}`,
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

test('lets pass what holds no data and serves nothing', () => {
  expect(
    refusal(planned(['aws_ecs_task_definition.t', ['delete']], ['aws_cloudwatch_metric_alarm.a', ['delete']])),
  ).toBe('');
});

describe('an outage', () => {
  const SERVICE = planned(['aws_ecs_service.api', ['delete', 'create']]);

  it('is refused with how long it lasts and how to allow it', () => {
    expect(refusal(SERVICE)).toBe(
      [
        'The plan of production would interrupt what serves and needs explicit approval; nothing was applied:',
        '  replace aws_ecs_service.api: the service stops, and answers again when tasks of the new one are healthy (duration not documented)',
        'hint: To prevent it, change what forces it (plan.html marks the attribute), or keep the resource with a moved block.',
        'To approve it, choose a quiet hour and add the address to apps/production/src/allow.ts, or for this run only: npx nx run production:deploy --allow-outage=aws_ecs_service.api',
      ].join('\n'),
    );
  });

  it('is let pass by its flag or by the code, not by the flag for data loss', () => {
    expect(refusal(SERVICE, [], { outage: ['aws_ecs_service.api'] })).toBe('');
    const allowances = [{ address: 'aws_ecs_service.api', reason: 'in a quiet hour', until: '2026-12-24' }];
    expect(refusal(SERVICE, [], { allowances })).toBe('');
    expect(refusal(SERVICE, ['aws_ecs_service.api'])).toContain('is in the plan to replace it, which loses no data');
  });

  it('is refused together with a loss of data, with both flags', () => {
    const both = planned(['aws_ecs_service.api', ['delete']], ['aws_s3_bucket.b', ['delete']]);
    const said = refusal(both);
    expect(said).toContain('would lose data');
    expect(said).toContain('destroy aws_ecs_service.api: the service stops (for good)');
    expect(said).toContain('--allow-data-loss=aws_s3_bucket.b --allow-outage=aws_ecs_service.api');
    expect(refusal(both, ['aws_s3_bucket.b'])).not.toContain('lose data and needs');
  });

  it('is a mistake to allow where there is none', () => {
    const updated = planned(['aws_ecs_service.api', ['update']]);
    expect(refusal(updated, [], { outage: ['aws_ecs_service.api'] })).toContain(
      'aws_ecs_service.api is in the plan to update it, which interrupts nothing for longer than a failover',
    );
  });
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

test('an address that is not in the plan of one stack may be in that of another', () => {
  const other = ['aws_rds_cluster.db', 'aws_s3_bucket.elsewhere'];
  expect(refusal(REPLACED, other, { stack: 'data' })).toBe('');
  expect(refusal(REPLACED, [...other, 'aws_vpc.main'], { stack: 'data' })).toContain('aws_vpc.main is in the plan to');
});

test('an allowed address that is only updated is a mistake', () => {
  const said = refusal(planned(['aws_s3_bucket.b', ['update']]), ['aws_s3_bucket.b']);
  expect(said).toContain('aws_s3_bucket.b is in the plan to update it, which loses no data');
  expect(said).toContain('Addresses to approve: none');
});
