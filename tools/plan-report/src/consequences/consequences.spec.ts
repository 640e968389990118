import { meaning } from '../render/interruption';
import { CACHE_CASES } from './cases/caches';
import { DATABASE_CASES } from './cases/databases';
import { KEY_CASES } from './cases/keys';
import { NETWORK_CASES } from './cases/network';
import { beside, destroy, update, type Case, type Planned } from './cases/plans';
import { SERVICE_CASES } from './cases/services';
import { STORAGE_CASES } from './cases/storage';
import { TENANT_CASES } from './cases/tenants';
import { consequencesByRow, ROWS } from './consequences';

const CASES: Readonly<Record<string, Case>> = {
  ...DATABASE_CASES,
  ...CACHE_CASES,
  ...STORAGE_CASES,
  ...KEY_CASES,
  ...TENANT_CASES,
  ...NETWORK_CASES,
  ...SERVICE_CASES,
};
const found = ({ change, beside = [] }: Planned) =>
  consequencesByRow(change, { managed: [change, ...beside], env: 'staging' });

it('has a case for each row, and a row for each case', () => {
  expect(Object.keys(CASES).sort()).toEqual(ROWS.map(({ id }) => id).sort());
});

describe.each(ROWS.map(({ id }) => id))('%s', (id) => {
  const { hit, miss, says } = CASES[id]!;

  it('says what its change means', () => {
    const own = found(hit)[id];
    expect(own && meaning(own)).toBe(says);
  });

  it('says nothing of a change that is nearly the same', () => {
    expect(miss.change.type).toBe(hit.change.type);
    expect(Object.keys(found(miss))).not.toContain(id);
  });
});

it('needs approval for a loss of data, and for an interruption that is longer than a failover', () => {
  const free = Object.entries(CASES).flatMap(([id, { hit }]) => {
    const own = found(hit)[id]!;
    return own.kind === 'interrupted' && !own.needsApproval ? [id] : [];
  });
  expect(free).toEqual([
    'rds-class-multi-az',
    'rds-version',
    'database-parameter-group',
    'database-static-parameter',
    'aurora-failover',
    'cache-node-type',
    'cache-node-type-with-failover',
    'cache-version-with-failover',
    'address-moves',
    'nat-moves',
    'route-moves',
    'load-balancer-moves',
    'load-balancer-leaves-zone',
  ]);
  for (const { kind, needsApproval } of Object.entries(CASES).map(([id, { hit }]) => found(hit)[id]!)) {
    if (kind !== 'interrupted') expect(needsApproval).toBe(kind === 'data-lost');
  }
});

it('gives the page that says so, and for what AWS refuses the steps that work', () => {
  for (const row of ROWS) {
    expect(row.source).toMatch(
      /^https:\/\/(docs\.aws\.amazon\.com|developers\.cloudflare\.com|registry\.terraform\.io|developer\.hashicorp\.com|github\.com\/hashicorp)\//,
    );
    if (row.kind === 'refused-by-aws') expect(row.steps).toMatch(/^[A-Z].+[.]$/s);
  }
});

it('names the environment in the steps', () => {
  expect(found(CASES['vpc-replaced']!.hit)['vpc-replaced']?.steps).toContain('npx nx run staging:destroy');
});

it('waits for the maintenance window unless changes are applied at once', () => {
  const atOnce = Object.entries(CASES).filter(([, { hit }]) => attributesAfter(hit)['apply_immediately'] === true);
  expect(atOnce.length).toBeGreaterThan(10);
  for (const [id, { hit }] of atOnce) {
    const { change } = hit.change;
    const later = { ...change, after: { ...attributesAfter(hit), apply_immediately: false } };
    expect(found({ ...hit, change: { ...hit.change, change: later } })[id]).toMatchObject({
      starts: 'in the maintenance window',
      needsApproval: false,
    });
  }
});

it('refuses what AWS would refuse, and nothing else', () => {
  expect(ROWS.filter(({ kind }) => kind === 'refused-by-aws').map(({ id }) => id)).toEqual([
    'database-protected',
    'database-storage-shrinks',
    'database-downgrade',
    'database-major-not-allowed',
    'database-subnet-group',
    'subnets-in-use',
    'database-zone-removed',
    'cache-auth',
    'cache-cluster-mode',
    'parameter-group-in-use',
    'bucket-versioning-under-lock',
    'table-protected',
    'secret-name-in-recovery',
    'tenant-key-gone',
    'tenant-key-disabled',
    'tenant-bucket-protected',
    'vpc-replaced',
    'security-group-to-another-vpc',
    'security-group-in-use',
    'subnet-in-use',
    'target-group-to-another-vpc',
    'load-balancer-protected',
    'certificate-in-use',
    'trust-store-in-use',
    'same-name-twice',
  ]);
});

it('asks for approval of a loss of data, and nothing else', () => {
  expect(ROWS.filter(({ kind }) => kind === 'data-lost').map(({ id }) => id)).toEqual([
    'database-gone',
    'cache-gone',
    's3-bucket-gone',
    'ecr-repository-gone',
    'dynamodb-table-gone',
    'db-snapshot-gone',
    'efs-file-system-gone',
    'ebs-volume-gone',
    'backup-vault-gone',
    'sqs-queue-gone',
    'cloudwatch-log-group-gone',
    'parameter-replaced',
    'key-gone',
    'key-version-gone',
    'secret-gone',
    'address-gone',
    'mail-identity-gone',
    'dns-zone-gone',
    'cloudflare-zone-gone',
  ]);
});

it('keeps the parameter group of a cache or a cluster until the maintenance window, unless it changes at once', () => {
  const cache = { parameter_group_name: 'old', engine_version: '7.1' };
  const cluster = { db_cluster_parameter_group_name: 'old', engine_version: '16.8' };
  const kept = (group: string, user: Planned): boolean =>
    'parameter-group-in-use' in found(beside(destroy(group, { name: 'old' }), user));
  const [ofCache, ofCluster] = ['aws_elasticache_parameter_group', 'aws_rds_cluster_parameter_group'];
  const valkey = { parameter_group_name: 'new', engine_version: '8.2' };
  expect(kept(ofCache!, update('aws_elasticache_replication_group', cache, valkey))).toBe(true);
  expect(
    kept(ofCache!, update('aws_elasticache_replication_group', cache, { ...valkey, apply_immediately: true })),
  ).toBe(false);
  expect(kept(ofCluster!, update('aws_rds_cluster', cluster, { engine_version: '17' }))).toBe(true);
  expect(kept(ofCluster!, destroy('aws_rds_cluster', cluster))).toBe(false);
});

function attributesAfter({ change }: Planned): Readonly<Record<string, unknown>> {
  return (change.change.after ?? {}) as Readonly<Record<string, unknown>>;
}
