import { parsePostgresVersion } from '@restartix/core/postgres';
import { Synthesized, resolved, synth, warningsOf } from '@restartix/testing';
import type { DatabaseOutputs } from '@restartix/core';
import { TerraformVariable, Token } from 'cdktf';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { DatabaseAuroraServerless } from './database-aurora-serverless';
import type { DatabaseAuroraServerlessConfig } from './database-aurora-serverless.config';
import { supportsScaleToZero } from './engine-version';

const BASE: DatabaseAuroraServerlessConfig = {
  minCapacity: 0,
  maxCapacity: 2,
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
};

function databaseWith(config: Partial<DatabaseAuroraServerlessConfig>, env = {}): Synthesized {
  return synth((stack) => new DatabaseAuroraServerless(stack, 'database', { ...BASE, ...config }), env);
}

describe('DatabaseAuroraServerless', () => {
  const staging = synth(minimal);

  it('makes a serverless v2 cluster that pauses after five idle minutes', () => {
    expect(staging.resource('aws_rds_cluster')).toMatchObject({
      cluster_identifier: 'restartix-staging-database',
      engine: 'aurora-postgresql',
      engine_mode: 'provisioned',
      serverlessv2_scaling_configuration: { min_capacity: 0, max_capacity: 2, seconds_until_auto_pause: 300 },
      backup_retention_period: 1,
      storage_encrypted: true,
      enabled_cloudwatch_logs_exports: ['postgresql'],
      copy_tags_to_snapshot: true,
      apply_immediately: false,
    });
    expect(staging.resource('aws_rds_cluster_instance')).toMatchObject({
      identifier: 'restartix-staging-database-writer',
      instance_class: 'db.serverless',
      promotion_tier: 0,
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      monitoring_interval: 60,
      publicly_accessible: false,
      ca_cert_identifier: 'rds-ca-rsa2048-g1',
    });
  });

  it('does not pause a cluster with a least capacity', () => {
    const scaling = databaseWith({ minCapacity: 0.5 }).resource('aws_rds_cluster')[
      'serverlessv2_scaling_configuration'
    ];
    expect(scaling).toEqual({ min_capacity: 0.5, max_capacity: 2 });
  });

  it('is protected, and leaves a snapshot of its own name, unless asked otherwise', () => {
    expect(staging.resource('aws_rds_cluster')).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: expect.stringMatching(/^restartix-staging-database-final-\$\{substr\(/) as string,
    });
    const other = synth(complete).resource('aws_rds_cluster');
    expect(other).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(other).not.toHaveProperty('final_snapshot_identifier');
  });

  it('writes the master password only through write-only arguments, database and secret by one version', () => {
    const stack = databaseWith({ passwordVersion: 4 });
    const cluster = stack.resource('aws_rds_cluster');
    expect(cluster['master_password_wo']).toBe(
      '${jsondecode(ephemeral.aws_secretsmanager_secret_version.database_master_stored.secret_string).password}',
    );
    expect(cluster['master_password_wo_version']).toBe(4);
    expect(cluster).not.toHaveProperty('master_password');
    expect(stack.resource('aws_secretsmanager_secret_version')['secret_string_wo_version']).toBe(4);
    expect(stack.resource('aws_secretsmanager_secret')['name']).toBe('restartix/staging/database-master');
  });

  it('requires TLS and statement statistics, static parameters at the next restart', () => {
    const group = staging.resource('aws_rds_cluster_parameter_group');
    expect(group).toMatchObject({ family: 'aurora-postgresql16', lifecycle: { create_before_destroy: true } });
    expect(group['parameter']).toEqual(
      expect.arrayContaining([
        { name: 'rds.force_ssl', value: '1', apply_method: 'pending-reboot' },
        { name: 'shared_preload_libraries', value: 'pg_stat_statements', apply_method: 'pending-reboot' },
        { name: 'max_connections', value: '200', apply_method: 'pending-reboot' },
      ]),
    );
    expect(synth(complete).resource('aws_rds_cluster_parameter_group')['family']).toBe('aurora-postgresql15');
  });

  it('ends idle sessions where they would keep the database from pausing', () => {
    const parameters = (stack: Synthesized): unknown => stack.resource('aws_rds_cluster_parameter_group')['parameter'];
    const idle = { name: 'idle_session_timeout', value: '300000', apply_method: 'immediate' };
    expect(parameters(staging)).toContainEqual(idle);
    expect(parameters(databaseWith({ minCapacity: 0.5 }))).not.toContainEqual(idle);
    // PostgreSQL 13 does not know the parameter.
    expect(parameters(databaseWith({ engineVersion: '13' }))).not.toContainEqual(idle);
  });

  it('says what its limits are', () => {
    const limits = (config: Partial<DatabaseAuroraServerlessConfig>): unknown => {
      let made: DatabaseOutputs | undefined;
      synth((stack) => (made = new DatabaseAuroraServerless(stack, 'database', { ...BASE, ...config })));
      const { maxConnections, maxCapacity, secondsUntilAutoPause } = made!;
      return { maxConnections, maxCapacity, secondsUntilAutoPause };
    };
    expect(limits({ minCapacity: 0, maxCapacity: 8 })).toEqual({
      maxConnections: 200,
      maxCapacity: 8,
      secondsUntilAutoPause: 300,
    });
    expect(limits({ minCapacity: 1 })).toMatchObject({ secondsUntilAutoPause: undefined });
  });

  it('makes the writer before the readers: the first instance of a cluster becomes its writer', () => {
    const stack = synth(complete);
    for (const reader of ['reporting_reader_standby', 'reporting_reader_reports']) {
      expect(stack.resource('aws_rds_cluster_instance', reader)['depends_on']).toEqual([
        'aws_rds_cluster_instance.reporting_writer',
      ]);
    }
    expect(stack.resource('aws_rds_cluster_instance', 'reporting_writer')).not.toHaveProperty('depends_on');
  });

  it('warns when a destroy would leave nothing', () => {
    expect(warningsOf(complete)).toEqual([
      "reporting: a destroy deletes the database and leaves no snapshot (onDestroy 'nothing')",
    ]);
    expect(warningsOf(minimal)).toEqual([]);
  });

  it('is refused a second time under the same name', () => {
    const twice = (): unknown =>
      synth((scope) => {
        new DatabaseAuroraServerless(scope, 'database', BASE);
        new DatabaseAuroraServerless(scope, 'second', BASE);
      });
    expect(twice).toThrow(
      'database-aurora-serverless "second": name "database" is not possible (allowed: a name that no other database-aurora-serverless of the environment has; "test/database" has this one)',
    );
  });

  it('keeps exported logs for a limited time, in a group made before the cluster', () => {
    expect(staging.resource('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/rds/cluster/restartix-staging-database/postgresql',
      retention_in_days: 30,
    });
    expect(staging.resource('aws_rds_cluster')['depends_on']).toEqual([
      'aws_cloudwatch_log_group.database_postgresql_logs',
    ]);
  });

  it('leaves minor versions to AWS with the major alone, which no minor version differs from', () => {
    expect(staging.resource('aws_rds_cluster')['engine_version']).toBe('16');
    expect(staging.resource('aws_rds_cluster_instance')['auto_minor_version_upgrade']).toBe(true);
    expect(staging.resource('aws_rds_cluster_instance')).not.toHaveProperty('engine_version');
    const pinned = databaseWith({ engineVersion: '16.8' });
    expect(pinned.resource('aws_rds_cluster_instance')['auto_minor_version_upgrade']).toBe(false);
  });

  it('allows a new major where it is announced, and keeps the old parameter group until it is done', () => {
    expect(staging.resource('aws_rds_cluster')).not.toHaveProperty('allow_major_version_upgrade');
    const upgrade = databaseWith({ engineVersion: '17', upgradeFrom: '16' });
    expect(upgrade.resource('aws_rds_cluster')).toMatchObject({
      engine_version: '17',
      allow_major_version_upgrade: true,
      db_cluster_parameter_group_name: '${aws_rds_cluster_parameter_group.database_parameters_17.name}',
    });
    expect(Object.keys(upgrade.resources('aws_rds_cluster_parameter_group')).sort()).toEqual([
      'database_parameters_16',
      'database_parameters_17',
    ]);
    expect(upgrade.resource('aws_rds_cluster_parameter_group', 'database_parameters_16')).toEqual(
      staging.resource('aws_rds_cluster_parameter_group'),
    );
    for (const { json } of [staging, upgrade]) {
      expect(json.moved).toEqual([
        {
          from: 'aws_rds_cluster_parameter_group.database_parameters',
          to: 'aws_rds_cluster_parameter_group.database_parameters_16',
        },
      ]);
    }
  });

  it('lets only Enhanced Monitoring of this account’s databases use its role', () => {
    const [trust] = Synthesized.parse(staging.resource('aws_iam_role')['assume_role_policy'])['Statement'];
    expect(trust.Principal).toEqual({ Service: ['monitoring.rds.amazonaws.com'] });
    expect(Object.keys(trust.Condition)).toEqual(['StringEquals', 'ArnLike']);
  });

  it('moves nothing when a reader is added', () => {
    const one = databaseWith({ readers: { reports: { promotionTier: 15 } } });
    const two = databaseWith({ readers: { exports: {}, reports: { promotionTier: 15 } } });
    expect(Object.keys(two.resources('aws_rds_cluster_instance'))).toEqual([
      'database_reader_exports',
      'database_reader_reports',
      'database_writer',
    ]);
    expect(two.resources('aws_rds_cluster_instance')).toMatchObject(one.resources('aws_rds_cluster_instance'));
  });

  it('offers what every database offers', () => {
    synth((stack) => {
      const database: DatabaseOutputs = new DatabaseAuroraServerless(stack, 'database', BASE);
      expect(resolved(stack, [database.writerEndpoint, database.readerEndpoint, database.identifier])).toEqual([
        '${aws_rds_cluster.database_cluster.endpoint}',
        '${aws_rds_cluster.database_cluster.reader_endpoint}',
        '${aws_rds_cluster.database_cluster.cluster_identifier}',
      ]);
      expect([database.port, database.masterUsername]).toEqual([5432, 'app_admin']);
      const password =
        '${jsondecode(ephemeral.aws_secretsmanager_secret_version.database_master_stored.secret_string).password}';
      expect(resolved(stack, database.connectionUrlVia('pgbouncer.internal', 6432))).toBe(
        `postgres://app_admin:${password}@pgbouncer.internal:6432/\${aws_rds_cluster.database_cluster.database_name}?sslmode=require`,
      );
      expect(resolved(stack, database.connectionUrl)).toContain('@${aws_rds_cluster.database_cluster.endpoint}:5432/');
    });
  });

  it('can be there twice, and its names fit in production', () => {
    const stack = synth(
      (scope) => {
        new DatabaseAuroraServerless(scope, 'database', { ...BASE, readers: { 'analytics-and-reports': {} } });
        new DatabaseAuroraServerless(scope, 'second', {
          ...BASE,
          name: 'a-rather-long-name-of-a-second-database',
          readers: { 'analytics-and-reports-of-the-month': {}, 'analytics-and-reports-of-the-year': {} },
        });
      },
      { env: 'production' },
    );
    const clusters = Object.values(stack.resources('aws_rds_cluster')).map((cluster) =>
      String(cluster['cluster_identifier']),
    );
    const instances = Object.values(stack.resources('aws_rds_cluster_instance')).map(({ identifier }) =>
      String(identifier),
    );
    expect(new Set([...clusters, ...instances]).size).toBe(7);
    for (const name of [...clusters, ...instances]) expect(name.length).toBeLessThanOrEqual(63);
  });
});

describe('scale to zero', () => {
  it.each([
    ['13.14', false],
    ['13.15', true],
    ['15.6', false],
    ['15.10', true],
    ['16.3', true],
    ['17.4', true],
    ['12.20', false],
    ['13', true],
    ['16', true],
  ])('%s supports it: %p', (version, expected) => {
    expect(supportsScaleToZero(parsePostgresVersion(version)!)).toBe(expected);
  });
});

describe('refusals', () => {
  it.each<[Partial<DatabaseAuroraServerlessConfig>, string]>([
    [
      { minCapacity: 0.3 },
      'database-aurora-serverless "database": minCapacity 0.3 is not possible (allowed: 0 to 256 ACU in steps of 0.5',
    ],
    [{ maxCapacity: 300 }, 'maxCapacity 300 is not possible'],
    [{ minCapacity: 4, maxCapacity: 2 }, 'maxCapacity 2 is not possible (allowed: 4 to 256 ACU'],
    [{ enableScaleToZero: false }, 'enableScaleToZero false is not possible (allowed: true with minCapacity 0)'],
    [
      { minCapacity: 1, enableScaleToZero: true },
      'enableScaleToZero true is not possible (allowed: false with minCapacity 1)',
    ],
    [
      { minCapacity: 1, secondsUntilAutoPause: 600 },
      'secondsUntilAutoPause 600 is not possible (allowed: nothing with minCapacity 1)',
    ],
    [{ secondsUntilAutoPause: 60 }, 'secondsUntilAutoPause 60 is not possible (allowed: 300 to 86400 seconds'],
    [
      { engineVersion: '13.14' },
      'engineVersion "13.14" is not possible (allowed: 13.15, 14.12, 15.7, 16.3 or later with minCapacity 0',
    ],
    [{ engineVersion: 'latest' }, 'engineVersion "latest" is not possible (allowed: the major alone'],
    [{ engineVersion: '16.3' }, 'engineVersion "16.3" is not possible (allowed: 16 or 16.4 and later'],
    [{ upgradeFrom: '17' }, 'upgradeFrom "17" is not possible'],
    [{ securityGroupIds: [] }, 'securityGroupIds [] is not possible (allowed: one or more'],
    [{ subnetIds: ['subnet-1'] }, 'subnetIds ["subnet-1"] is not possible (allowed: two or more'],
    [{ backupRetentionPeriod: 0 }, 'backupRetentionPeriod 0 is not possible (allowed: 1 to 35 days'],
    [{ dbName: 'my-db' }, 'dbName "my-db" is not possible'],
    [{ dbName: 'Table' }, 'dbName "Table" is not possible'],
    [{ dbName: 'template1' }, 'dbName "template1" is not possible'],
    [{ masterUsername: 'admin' }, 'masterUsername "admin" is not possible'],
    [{ masterUsername: 'user' }, 'masterUsername "user" is not possible'],
    [{ masterUsername: 'pg_owner' }, 'masterUsername "pg_owner" is not possible'],
    [{ port: 80 }, 'port 80 is not possible (allowed: 1150 to 65535'],
    [{ passwordVersion: 0 }, 'passwordVersion 0 is not possible'],
    [
      { backupWindow: '01:00-01:10' },
      'backupWindow "01:00-01:10" is not possible (allowed: HH:MM-HH:MM in UTC, 30 minutes or more',
    ],
    [{ maintenanceWindow: 'Sunday' }, 'maintenanceWindow "Sunday" is not possible'],
    [{ maintenanceWindow: 'mon:01:00-mon:02:00' }, 'a window apart from backupWindow, 01:00-01:30 each day'],
    [{ readers: { writer: {} } }, 'readers.writer "writer" is not possible'],
    [{ readers: { a: { promotionTier: 16 } } }, 'readers.a.promotionTier 16 is not possible (allowed: 0 to 15'],
    [{ logRetentionInDays: 31 }, 'logRetentionInDays 31 is not possible'],
    [{ name: 'My_DB' }, 'name "My_DB" is not possible'],
  ])('refuses %p', (config, message) => {
    expect(() => databaseWith(config)).toThrow(message);
  });

  it('lets through what RDS takes, and what only Terraform knows', () => {
    expect(() => databaseWith({ masterUsername: 'postgres', dbName: 'postgres' })).not.toThrow();
    expect(() =>
      synth((stack) => {
        const most = new TerraformVariable(stack, 'most', { type: 'number' }).numberValue;
        new DatabaseAuroraServerless(stack, 'database', { ...BASE, minCapacity: 1, maxCapacity: most });
      }),
    ).not.toThrow();
  });

  it('refuses a least capacity that only Terraform knows: with 0, other inputs follow', () => {
    expect(() => databaseWith({ minCapacity: Token.asNumber('${var.least}'), maxCapacity: 4 })).toThrow(
      'minCapacity "(known only to Terraform)" is not possible',
    );
  });
});
