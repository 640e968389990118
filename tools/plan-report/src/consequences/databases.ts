import { isRecord } from '@restartix/kit';
import type { PlannedChange, Row } from './consequence';
import { and, changed, gone, isNumber, not, removedFrom, replaced, turnedInPlace, was, where } from './conditions';
import { DATABASE_OUTAGE_ROWS } from './database-outages';
import { majorChanges, majorRaised, versionLowered, versions } from './versions';

const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest';
const DATABASES = ['aws_db_instance', 'aws_rds_cluster'];

export const isReplica = where('a read replica', ({ before }) => {
  const source = before['replicate_source_db'];
  return typeof source === 'string' && source !== '';
});

/** RDS and Aurora. Not here: aws_rds_cluster_instance holds no data, for its rows are the cluster's. */
export const DATABASE_ROWS: readonly Row[] = [
  {
    // What is in a replica is in its source.
    id: 'database-gone',
    types: DATABASES,
    kind: 'data-lost',
    when: and(gone, not(isReplica, 'no read replica')),
    text: 'the database and its automated backups',
    source: `${RDS}/UserGuide/USER_DeleteInstance.html`,
  },
  {
    id: 'database-without-snapshot',
    types: DATABASES,
    kind: 'irreversible',
    when: and(gone, was('skip_final_snapshot', true), not(isReplica, 'no read replica')),
    text: 'no final snapshot is taken (skip_final_snapshot)',
    source: `${RDS}/APIReference/API_DeleteDBInstance.html`,
  },
  {
    id: 'database-without-snapshot-later',
    types: DATABASES,
    kind: 'irreversible',
    when: turnedInPlace('skip_final_snapshot', true),
    text: 'from now on, destroying it takes no final snapshot (skip_final_snapshot)',
    source: `${RDS}/APIReference/API_DeleteDBInstance.html`,
  },
  {
    id: 'database-major-version',
    types: DATABASES,
    kind: 'irreversible',
    when: and(majorChanges, not(versionLowered, 'upwards')),
    text: 'a major upgrade, {from} to {to}: a downgrade means restoring a snapshot',
    values: versions,
    source: `${RDS}/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html`,
  },
  {
    id: 'database-storage-grows',
    types: ['aws_db_instance'],
    kind: 'irreversible',
    when: where('`allocated_storage` raised', (change) => storageAdded(change) > 0),
    text: 'storage grows from {from} to {to} GiB and cannot be reduced; AWS refuses another change of it for six hours',
    values: storage,
    source: `${RDS}/UserGuide/USER_ModifyInstance.Settings.html`,
  },
  {
    id: 'replica-promoted',
    types: ['aws_db_instance'],
    kind: 'irreversible',
    when: and(
      isReplica,
      changed('replicate_source_db'),
      where('to none', ({ after }) => !after['replicate_source_db']),
    ),
    text: 'the replica becomes a database of its own, and never follows its source again',
    source: `${RDS}/APIReference/API_PromoteReadReplica.html`,
  },
  {
    id: 'database-protected',
    types: DATABASES,
    kind: 'refused-by-aws',
    when: and(gone, was('deletion_protection', true)),
    text: 'it is protected from deletion',
    steps:
      'Take back what forces it. Or set deletionProtection of the database to false and deploy that alone; then deploy this.',
    source: `${RDS}/UserGuide/USER_DeleteInstance.html`,
  },
  {
    id: 'database-storage-shrinks',
    types: ['aws_db_instance'],
    kind: 'refused-by-aws',
    when: where('`allocated_storage` lowered', (change) => storageAdded(change) < 0),
    text: 'storage cannot be reduced from {from} to {to} GiB',
    values: storage,
    steps: 'Set allocatedStorage to what the database has. A smaller one is a new database, with the rows from a dump.',
    source: `${RDS}/UserGuide/USER_ModifyInstance.Settings.html`,
  },
  {
    id: 'database-downgrade',
    types: DATABASES,
    kind: 'refused-by-aws',
    when: versionLowered,
    text: 'a database cannot go back from {from} to {to}',
    values: versions,
    steps:
      'Set engineVersion to what the database runs. An older one is a new database, from a snapshot that was taken before the upgrade.',
    source: `${RDS}/UserGuide/USER_UpgradeDBInstance.Upgrading.html`,
  },
  {
    id: 'database-major-not-allowed',
    types: DATABASES,
    kind: 'refused-by-aws',
    when: and(
      majorRaised,
      where('without `allow_major_version_upgrade`', ({ after }) => after['allow_major_version_upgrade'] !== true),
    ),
    text: 'a major upgrade, {from} to {to}, without allow_major_version_upgrade',
    values: versions,
    steps:
      'Set upgradeFrom of the database to the major that it runs, which allows the upgrade and keeps the old parameter group until it is over.',
    source: `${RDS}/APIReference/API_ModifyDBInstance.html`,
  },
  {
    id: 'database-subnet-group',
    types: ['aws_db_instance'],
    kind: 'refused-by-aws',
    when: changed('db_subnet_group_name'),
    text: 'a database moves to another subnet group only when that is in another VPC',
    steps: 'Keep the subnet group and change its subnets.',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/512',
  },
  {
    id: 'subnets-in-use',
    types: ['aws_db_subnet_group', 'aws_elasticache_subnet_group'],
    kind: 'refused-by-aws',
    when: and(
      replaced,
      where('under the same name', ({ before, after }) => before['name'] === after['name']),
    ),
    text: 'a subnet group cannot be deleted while a database or a cache is in it',
    steps: 'Take back what forces it: a subnet group keeps its name for the life of what is in it.',
    source: `${RDS}/APIReference/API_DeleteDBSubnetGroup.html`,
  },
  {
    id: 'database-zone-removed',
    types: ['aws_db_subnet_group'],
    kind: 'refused-by-aws',
    when: where('it loses a subnet of a zone that a database is in', isZoneInUse),
    text: 'a subnet cannot leave the group while a database is in its zone',
    steps:
      'Keep the zone. To leave it, give the database a standby or a reader in another zone, fail over to that, take the one in this zone away and deploy; then remove the zone.',
    source: `${RDS}/APIReference/API_ModifyDBSubnetGroup.html`,
  },
  ...DATABASE_OUTAGE_ROWS,
];

/** SubnetAlreadyInUse. The zones of a standby are not in a plan. */
function isZoneInUse({ action, before, after, managed }: PlannedChange): boolean {
  const leaving = action === 'update' ? removedFrom({ before, after }, 'subnet_ids') : [];
  const sides = managed.flatMap(({ type, change }) => (isRecord(change.before) ? [{ type, was: change.before }] : []));
  const zones = sides
    .filter(({ type, was }) => type === 'aws_subnet' && leaving.includes(was['id']))
    .map(({ was }) => was['availability_zone']);
  return sides.some(
    ({ type, was }) =>
      ['aws_db_instance', 'aws_rds_cluster_instance'].includes(type) &&
      was['db_subnet_group_name'] === before['name'] &&
      zones.includes(was['availability_zone']),
  );
}

/** GiB more than before, by an update in place. */
function storageAdded({ action, before, after }: PlannedChange): number {
  const [from, to] = [before['allocated_storage'], after['allocated_storage']];
  return action === 'update' && isNumber(from) && isNumber(to) ? to - from : 0;
}

function storage({ before, after }: PlannedChange): { readonly from: string; readonly to: string } {
  return { from: String(before['allocated_storage']), to: String(after['allocated_storage']) };
}
