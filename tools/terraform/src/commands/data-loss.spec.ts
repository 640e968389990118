import { reportOf } from '../testing/fixtures';
import type { PlanReport } from '../report/plan-report';
import { refuseDataLoss } from './data-loss';

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
const refusal = (report: PlanReport, allowDataLoss: string[] = [], env = 'production'): string => {
  try {
    refuseDataLoss({ env, allowDataLoss }, report, (flag) => `npx nx run ${env}:deploy ${flag}`);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};
const REPLACED = planned(['aws_rds_cluster.db', ['delete', 'create']], ['aws_vpc.main', ['delete']]);

test('production refuses to replace a database, names it, what goes with it, and how to allow it', () => {
  expect(refusal(REPLACED)).toBe(
    [
      'The plan of production would lose data, and nothing was applied:',
      '  replace aws_rds_cluster.db: the database and its automated backups',
      'If it must not happen, change what forces it (plan.html marks the attribute), or keep the resource by a moved block.',
      'If it is meant, take a backup and allow it by address: npx nx run production:deploy --allow-data-loss=aws_rds_cluster.db',
    ].join('\n'),
  );
});

test.each([['delete'], ['create', 'delete'], ['delete', 'create']])('refuses %s', (...actions) => {
  expect(refusal(planned(['aws_s3_bucket.b', actions]))).toContain('aws_s3_bucket.b');
});

test.each([['create'], ['update'], ['forget'], ['no-op']])('lets %s pass', (action) => {
  expect(refusal(planned(['aws_s3_bucket.b', [action]]))).toBe('');
});

test('lets pass what holds no data, and other environments', () => {
  expect(refusal(planned(['aws_ecs_service.s', ['delete']], ['aws_rds_cluster_instance.i', ['delete']]))).toBe('');
  expect(refusal(REPLACED, [], 'staging')).toBe('');
});

test('lets pass what is allowed by its address, and only that', () => {
  expect(refusal(REPLACED, ['aws_rds_cluster.db'])).toBe('');
  const two = planned(['aws_rds_cluster.db', ['delete']], ['aws_kms_key.k', ['delete']]);
  const said = refusal(two, ['aws_rds_cluster.db']);
  expect(said).toContain('destroy aws_kms_key.k: all that is encrypted with it');
  expect(said).not.toContain('destroy aws_rds_cluster.db');
  expect(said).toContain('--allow-data-loss=aws_kms_key.k,aws_rds_cluster.db');
});

test('an index is quoted for the shell', () => {
  expect(refusal(planned(['aws_s3_bucket.b["x"]', ['delete']]))).toContain(`--allow-data-loss='aws_s3_bucket.b["x"]'`);
});

test.each([
  ['aws_rds_cluster.database', 'aws_rds_cluster.database is not in the plan'],
  ['aws_vpc.main', 'aws_vpc.main holds no data and needs no leave'],
])('an address that loses nothing is a mistake in every environment: %s', (address, why) => {
  for (const env of ['staging', 'production']) {
    const said = refusal(REPLACED, ['aws_rds_cluster.db', address], env);
    expect(said).toContain(why);
    expect(said).toContain('Allowed can be: aws_rds_cluster.db.');
  }
});

test('an allowed address that is only updated is a mistake', () => {
  const said = refusal(planned(['aws_s3_bucket.b', ['update']]), ['aws_s3_bucket.b']);
  expect(said).toContain('aws_s3_bucket.b is in the plan to update it, which loses nothing');
  expect(said).toContain('Allowed can be: nothing');
});
