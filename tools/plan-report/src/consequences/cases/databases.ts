import {
  beside,
  create,
  destroy,
  leftOver,
  newFirst,
  oldFirst,
  unchanged,
  unfinished,
  update,
  whenChanged,
  type Case,
} from './plans';

const RDS = 'aws_db_instance';
const CLUSTER = 'aws_rds_cluster';
const INSTANCE = 'aws_rds_cluster_instance';
const REPLICA = { replicate_source_db: 'main' };

export const DATABASE_CASES: Readonly<Record<string, Case>> = {
  'database-gone': { hit: destroy(RDS), miss: destroy(RDS, REPLICA), says: 'the database and its automated backups' },
  'database-without-snapshot': {
    hit: destroy(CLUSTER, { skip_final_snapshot: true }),
    miss: destroy(CLUSTER, { skip_final_snapshot: false }),
    says: 'no final snapshot is taken (skip_final_snapshot)',
  },
  'database-without-snapshot-later': {
    hit: update(RDS, { skip_final_snapshot: false }, { skip_final_snapshot: true }),
    miss: create(RDS, { skip_final_snapshot: true }),
    says: 'from now on, destroying it takes no final snapshot (skip_final_snapshot)',
  },
  'database-major-version': {
    hit: update(CLUSTER, { engine_version: '16.6' }, { engine_version: '17.2' }),
    miss: update(CLUSTER, { engine_version: '16.6' }, { engine_version: '16.8' }),
    says: 'a major upgrade, 16.6 to 17.2: a downgrade means restoring a snapshot',
  },
  'database-storage-grows': {
    hit: update(RDS, { allocated_storage: 20 }, { allocated_storage: 40 }),
    miss: update(RDS, { allocated_storage: 20 }, { max_allocated_storage: 40 }),
    says: 'storage grows from 20 to 40 GiB and cannot be reduced; AWS refuses another change of it for six hours',
  },
  'replica-promoted': {
    hit: update(RDS, REPLICA, { replicate_source_db: null }),
    miss: update(RDS, REPLICA, { replicate_source_db: 'other' }),
    says: 'the replica becomes a database of its own, and never follows its source again',
  },
  'database-protected': {
    hit: oldFirst(RDS, { deletion_protection: true }),
    miss: oldFirst(RDS, { deletion_protection: false }),
    says: 'it is protected from deletion',
  },
  'database-storage-shrinks': {
    hit: update(RDS, { allocated_storage: 40 }, { allocated_storage: 20 }),
    miss: update(RDS, { allocated_storage: 40 }, { allocated_storage: 41 }),
    says: 'storage cannot be reduced from 40 to 20 GiB',
  },
  'database-downgrade': {
    hit: update(RDS, { engine_version: '16.11' }, { engine_version: '16.9' }),
    // AWS says which minor that is.
    miss: update(RDS, { engine_version: '16.11' }, { engine_version: '16' }),
    says: 'a database cannot go back from 16.11 to 16.9',
  },
  'database-major-not-allowed': {
    hit: update(RDS, { engine_version: '16.6' }, { engine_version: '17' }),
    miss: update(RDS, { engine_version: '16.6' }, { engine_version: '17', allow_major_version_upgrade: true }),
    says: 'a major upgrade, 16.6 to 17, without allow_major_version_upgrade',
  },
  'parameter-group-in-use': {
    hit: beside(
      destroy('aws_db_parameter_group', { name: 'pg-16' }),
      update(
        RDS,
        { parameter_group_name: 'pg-16', engine_version: '17', engine_version_actual: '16.11' },
        { parameter_group_name: 'pg-17' },
      ),
    ),
    // RDS changes the group of the same major immediately.
    miss: beside(
      destroy('aws_db_parameter_group', { name: 'pg-16' }),
      update(RDS, { parameter_group_name: 'pg-16', engine_version: '16' }, { parameter_group_name: 'pg-16-b' }),
    ),
    says: 'what is in this parameter group leaves it in the maintenance window, and AWS deletes none in use',
  },
  'database-subnet-group': whenChanged(
    RDS,
    'db_subnet_group_name',
    'a database moves to another subnet group only when that is in another VPC',
  ),
  'subnets-in-use': {
    hit: oldFirst('aws_db_subnet_group', { name: 'a', description: 'a' }, { description: 'b' }),
    miss: oldFirst('aws_db_subnet_group', { name: 'a', description: 'a' }, { name: 'b' }),
    says: 'a subnet group cannot be deleted while a database or a cache is in it',
  },
  'database-zone-removed': {
    hit: withoutSubnetIn('a'),
    miss: withoutSubnetIn('b'),
    says: 'a subnet cannot leave the group while a database is in its zone',
  },
  'rds-class-multi-az': {
    hit: update(RDS, { instance_class: 'a', multi_az: true, apply_immediately: true }, { instance_class: 'b' }),
    miss: update(RDS, { instance_class: 'a', multi_az: false, apply_immediately: true }, { instance_class: 'b' }),
    says: 'the database fails over to its standby, which has the new class (up to 2 minutes)',
  },
  'rds-class': {
    hit: update(RDS, { instance_class: 'a', multi_az: false, apply_immediately: true }, { instance_class: 'b' }),
    miss: update(RDS, { instance_class: 'a', multi_az: false, apply_immediately: true }, { iops: 3000 }),
    says: 'the database restarts with the new class (duration not documented)',
  },
  'rds-version': {
    hit: update(RDS, { engine_version: '16.8' }, { engine_version: '16.9' }),
    miss: update(RDS, { engine_version: '16.8' }, { engine_version: '17.1' }),
    says: 'the database is upgraded from 16.8 to 16.9, its standby too (in the maintenance window, duration not documented)',
  },
  'rds-major-version': {
    hit: update(CLUSTER, { engine_version: '16.8', apply_immediately: true }, { engine_version: '17.1' }),
    miss: update(CLUSTER, { engine_version: '16.8', apply_immediately: true }, { engine_version: '16.9' }),
    says: 'the database is upgraded from 16.8 to 17.1 (duration not documented)',
  },
  'rds-storage-type': whenChanged(
    RDS,
    'storage_type',
    'the database is briefly down while its storage starts to change, to or from magnetic (duration not documented)',
    { apply_immediately: true },
  ),
  'rds-backups-on-or-off': {
    hit: update(RDS, { backup_retention_period: 0, apply_immediately: true }, { backup_retention_period: 7 }),
    miss: update(RDS, { backup_retention_period: 1, apply_immediately: true }, { backup_retention_period: 7 }),
    says: 'the database restarts, for automated backups are turned on or off (duration not documented)',
  },
  'rds-identifier': whenChanged(
    RDS,
    'identifier',
    'the database restarts under another name, and its host name changes (duration not documented)',
    { apply_immediately: true },
  ),
  'database-port': whenChanged(
    CLUSTER,
    'port',
    'the database restarts at once, and answers at another port (duration not documented)',
  ),
  'database-ca': whenChanged(
    INSTANCE,
    'ca_cert_identifier',
    'the database restarts where its engine version cannot rotate the certificate without (duration not documented)',
    { apply_immediately: true },
  ),
  'database-parameter-group': whenChanged(
    RDS,
    'parameter_group_name',
    'the parameters of the other group take effect when a person reboots the database (at the next reboot, duration not documented)',
  ),
  'database-static-parameter': {
    hit: parameters('pending-reboot'),
    miss: parameters('immediate'),
    says: 'static parameters take effect when a person reboots the database (at the next reboot, duration not documented)',
  },
  'replica-gone': {
    hit: destroy(RDS, REPLICA),
    miss: leftOver(destroy(RDS, REPLICA)),
    says: 'what reads from this replica has nothing to read from (for good)',
  },
  'aurora-version': {
    hit: update(CLUSTER, { engine_version: '16.8', apply_immediately: true }, { engine_version: '16.9' }),
    miss: update(CLUSTER, { engine_version: '16.8', apply_immediately: true }, { engine_version: '17.1' }),
    says: 'the cluster is upgraded from 16.8 to 16.9, each instance restarts (duration not documented)',
  },
  'aurora-class': whenChanged(
    INSTANCE,
    'instance_class',
    'the instance restarts with the new class (duration not documented)',
    { apply_immediately: true },
  ),
  'aurora-instance-gone': {
    hit: destroy(INSTANCE, { cluster_identifier: 'a' }),
    miss: beside(destroy(INSTANCE, { cluster_identifier: 'a' }), unchanged(INSTANCE, { cluster_identifier: 'a' })),
    says: 'the database has no instance and does not answer (for good)',
  },
  'aurora-instance-replaced': {
    hit: oldFirst(INSTANCE, { cluster_identifier: 'a' }),
    miss: unfinished(oldFirst(INSTANCE, { cluster_identifier: 'a' })),
    says: 'the database does not answer until the new instance runs (up to 10 minutes)',
  },
  'aurora-failover': {
    hit: newFirst(INSTANCE, { cluster_identifier: 'a' }),
    miss: oldFirst(INSTANCE, { cluster_identifier: 'a' }),
    says: 'the database fails over if this instance is its writer (up to 1 minute)',
  },
};

function withoutSubnetIn(zone: string): Case['hit'] {
  return beside(
    update('aws_db_subnet_group', { name: 'group', subnet_ids: ['s-1', 's-2'] }, { subnet_ids: ['s-2'] }),
    unchanged('aws_subnet', { id: 's-1', availability_zone: zone }),
    unchanged(RDS, { db_subnet_group_name: 'group', availability_zone: 'a' }),
  );
}

function parameters(method: string): Case['hit'] {
  const of = (value: string): object => ({ parameter: [{ name: 'max_connections', value, apply_method: method }] });
  return update('aws_db_parameter_group', { ...of('100') }, { ...of('200') });
}
