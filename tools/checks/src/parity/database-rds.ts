import { DatabaseRds, type DatabaseRdsConfig } from '@restartix/database-rds';
import { PLACE, parityOf } from './parity';

export const databaseRds = parityOf({
  module: 'database-rds',
  construct: DatabaseRds,
  base: {
    ...PLACE,
    instanceClass: 'db.t4g.medium',
    allocatedStorage: 100,
    maxAllocatedStorage: 500,
    multiAz: true,
    backupRetentionPeriod: 14,
  } as DatabaseRdsConfig,
  inputs: {
    env: { env: 'production' },
    instance_class: { instanceClass: 'db.m7g.large' },
    allocated_storage: { allocatedStorage: 200 },
    max_allocated_storage: { maxAllocatedStorage: 1000 },
    multi_az: { multiAz: false },
    backup_retention_period: { backupRetentionPeriod: 7 },
    vpc_id: {
      deviation: 'Accepted, because all data modules take the same placement; AWS derives the VPC from the subnets.',
    },
    subnet_ids: { subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef2'] },
    security_group_ids: { securityGroupIds: ['sg-0123456789abcdef1'] },
    kms_key_id: { kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555' },
  },
  outputs: {
    instance_id: 'instanceId',
    writer_endpoint: 'writerEndpoint',
    reader_endpoint: 'readerEndpoint',
    port: 'port',
    db_name: 'dbName',
  },
  resources: [
    { spec: 'aws_db_subnet_group', type: 'aws_db_subnet_group', count: 1 },
    {
      spec: 'aws_db_parameter_group: rds.force_ssl=1, pg_stat_statements, max_connections=200',
      type: 'aws_db_parameter_group',
      arguments: {
        parameter: [
          { name: 'rds.force_ssl', value: '1' },
          { name: 'shared_preload_libraries', value: 'pg_stat_statements' },
          { name: 'max_connections', value: '200' },
        ],
      },
    },
    {
      spec: 'aws_db_instance (primary): Performance Insights for 7 days, enhanced monitoring each minute, changes in the maintenance window',
      type: 'aws_db_instance',
      count: 1,
      arguments: {
        performance_insights_enabled: true,
        performance_insights_retention_period: 7,
        monitoring_interval: 60,
        apply_immediately: false,
        skip_final_snapshot: false,
      },
    },
    {
      spec: 'aws_db_instance × N for read replicas, gated on a count',
      type: 'aws_db_instance',
      given: { replicas: { reports: {}, exports: {} } },
      count: 3,
      deviation: 'Keyed instead of counted: removing one does not affect the others.',
    },
    {
      spec: 'aws_db_snapshot, triggered at intentional moments',
      type: 'aws_db_snapshot',
      given: { snapshots: ['before-2027'] },
      count: 1,
    },
  ],
  notes: {
    'the password is generated and in Secrets Manager, never a literal': (found) =>
      Object.keys(found.ephemeral('aws_secretsmanager_random_password')).length === 1 &&
      found.resource('aws_db_instance')['password'] === undefined,
  },
});
