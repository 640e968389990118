import { DatabaseAuroraServerless, type DatabaseAuroraServerlessConfig } from '@restartix/database-aurora-serverless';
import { PLACE, parityOf } from './parity';

export const databaseAuroraServerless = parityOf({
  module: 'database-aurora-serverless',
  construct: DatabaseAuroraServerless,
  base: {
    ...PLACE,
    minCapacity: 0,
    maxCapacity: 2,
    enableScaleToZero: true,
    backupRetentionPeriod: 1,
  } as DatabaseAuroraServerlessConfig,
  inputs: {
    env: { env: 'production' },
    min_capacity: { minCapacity: 0.5, enableScaleToZero: false },
    max_capacity: { maxCapacity: 4 },
    enable_scale_to_zero: { enableScaleToZero: false, minCapacity: 0.5 },
    vpc_id: {
      deviation: 'Accepted, because all data modules take the same placement; AWS derives the VPC from the subnets.',
    },
    subnet_ids: { subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef2'] },
    security_group_ids: { securityGroupIds: ['sg-0123456789abcdef1'] },
    kms_key_id: { kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555' },
    backup_retention_period: { backupRetentionPeriod: 7 },
  },
  outputs: { cluster_endpoint: 'clusterEndpoint', reader_endpoint: 'readerEndpoint', port: 'port' },
  resources: [
    { spec: 'aws_db_subnet_group', type: 'aws_db_subnet_group', count: 1 },
    {
      spec: 'aws_rds_cluster_parameter_group, the same effective parameters as RDS',
      type: 'aws_rds_cluster_parameter_group',
      arguments: {
        parameter: [
          { name: 'rds.force_ssl', value: '1' },
          { name: 'shared_preload_libraries', value: 'pg_stat_statements' },
        ],
      },
    },
    {
      spec: 'aws_rds_cluster, engine_mode provisioned, serverlessv2_scaling_configuration',
      type: 'aws_rds_cluster',
      arguments: {
        engine_mode: 'provisioned',
        serverlessv2_scaling_configuration: { min_capacity: 0, max_capacity: 2 },
        skip_final_snapshot: false,
      },
    },
    {
      spec: 'aws_rds_cluster_instance × 1',
      type: 'aws_rds_cluster_instance',
      arguments: { instance_class: 'db.serverless' },
      count: 1,
    },
  ],
  notes: {
    'the password is generated and is in Secrets Manager, never a literal': (found) =>
      Object.keys(found.ephemeral('aws_secretsmanager_random_password')).length === 1 &&
      found.resource('aws_rds_cluster')['master_password'] === undefined,
    'backup retention of 1 day is possible': (found) =>
      found.resource('aws_rds_cluster')['backup_retention_period'] === 1,
  },
});
