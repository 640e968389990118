import type { DatabaseOutputs } from '@restartix/core';
import { type Synthesized, resolved, synth, warningsOf } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { DatabaseRds, type DatabaseRdsConfig } from '.';

const base: DatabaseRdsConfig = {
  instanceClass: 'db.t4g.medium',
  allocatedStorage: 100,
  maxAllocatedStorage: 500,
  multiAz: true,
  backupRetentionPeriod: 14,
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
};

function database(config: Partial<DatabaseRdsConfig> = {}, env = 'production'): Synthesized {
  return synth((stack) => new DatabaseRds(stack, 'database', { ...base, ...config }), { env });
}

const primary = (config: Partial<DatabaseRdsConfig> = {}) =>
  database(config).resource('aws_db_instance', 'database_instance');

describe('the instance', () => {
  it('is an encrypted PostgreSQL on gp3 with a standby, closed to the internet', () => {
    expect(primary()).toMatchObject({
      identifier: 'restartix-production-database',
      engine: 'postgres',
      engine_version: '16',
      instance_class: 'db.t4g.medium',
      multi_az: true,
      storage_type: 'gp3',
      storage_encrypted: true,
      allocated_storage: 100,
      max_allocated_storage: 500,
      publicly_accessible: false,
      db_name: 'restartix',
      username: 'app_admin',
      ca_cert_identifier: 'rds-ca-rsa2048-g1',
    });
  });

  it('is watched: Performance Insights for 7 days, a look at the system each minute, its logs in CloudWatch', () => {
    const found = database();
    expect(found.resource('aws_db_instance')).toMatchObject({
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      monitoring_interval: 60,
      monitoring_role_arn: '${aws_iam_role.database_monitoring_role_role.arn}',
      enabled_cloudwatch_logs_exports: ['postgresql', 'upgrade'],
      depends_on: [
        'aws_cloudwatch_log_group.database_postgresql_logs',
        'aws_cloudwatch_log_group.database_upgrade_logs',
      ],
    });
    expect(Object.values(found.resources('aws_cloudwatch_log_group')).map((group) => group['name'])).toEqual([
      '/aws/rds/instance/restartix-production-database/postgresql',
      '/aws/rds/instance/restartix-production-database/upgrade',
    ]);
  });

  it('is hard to lose: protected, with a final snapshot of its own name, and backups that outlive it', () => {
    expect(primary()).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: expect.stringMatching(/^restartix-production-database-final-\$\{substr\(/) as string,
      delete_automated_backups: false,
      backup_retention_period: 14,
      copy_tags_to_snapshot: true,
    });
    expect(primary({ deletionProtection: false, onDestroy: 'nothing' })).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
  });

  it('requires TLS, counts statements, and changes static parameters at a restart only', () => {
    const { parameter, family, lifecycle } = database().resource('aws_db_parameter_group');
    expect({ family, lifecycle }).toEqual({ family: 'postgres16', lifecycle: { create_before_destroy: true } });
    expect(parameter).toEqual(
      expect.arrayContaining([
        { name: 'rds.force_ssl', value: '1', apply_method: 'pending-reboot' },
        { name: 'shared_preload_libraries', value: 'pg_stat_statements', apply_method: 'pending-reboot' },
        { name: 'max_connections', value: '200', apply_method: 'pending-reboot' },
      ]),
    );
    expect(primary()['apply_immediately']).toBe(false);
  });

  it('gets its password from the secret, never as a value', () => {
    const found = primary({ passwordVersion: 2 });
    expect(found['password']).toBeUndefined();
    expect(found).toMatchObject({ password_wo_version: 2 });
    expect(found['password_wo']).toContain('ephemeral.aws_secretsmanager_secret_version');
  });

  it('leaves minor versions to AWS with the major alone, which no minor version differs from', () => {
    expect(primary()).toMatchObject({ engine_version: '16', auto_minor_version_upgrade: true });
    expect(primary({ engineVersion: '16.11' })['auto_minor_version_upgrade']).toBe(false);
    expect(primary({ minorVersionUpgrades: 'manual' })['auto_minor_version_upgrade']).toBe(false);
  });

  it('leaves the parameter group of replicas to AWS for as long as an upgrade takes', () => {
    const replicas = { reports: {} };
    const replica = (config: Partial<DatabaseRdsConfig>): unknown =>
      database({ ...config, replicas }).resource('aws_db_instance', 'database_replica_reports');
    expect(replica({ engineVersion: '17', upgradeFrom: '16' })).toMatchObject({
      parameter_group_name: '${aws_db_parameter_group.database_parameters_16.name}',
      lifecycle: { ignore_changes: ['parameter_group_name'] },
    });
    expect(replica({ engineVersion: '17' })).toMatchObject({
      parameter_group_name: '${aws_db_parameter_group.database_parameters_17.name}',
    });
    expect(replica({ engineVersion: '17' })).not.toHaveProperty('lifecycle');
  });

  it('allows a new major where it is announced, and keeps the old parameter group until it is done', () => {
    expect(primary()).not.toHaveProperty('allow_major_version_upgrade');
    const upgrade = database({ engineVersion: '17', upgradeFrom: '16' });
    expect(upgrade.resource('aws_db_instance')).toMatchObject({
      engine_version: '17',
      allow_major_version_upgrade: true,
      parameter_group_name: '${aws_db_parameter_group.database_parameters_17.name}',
    });
    expect(Object.keys(upgrade.resources('aws_db_parameter_group')).sort()).toEqual([
      'database_parameters_16',
      'database_parameters_17',
    ]);
    expect(upgrade.resource('aws_db_parameter_group', 'database_parameters_16')).toEqual(
      database().resource('aws_db_parameter_group'),
    );
    for (const { json } of [database(), upgrade]) {
      expect(json.moved).toEqual([
        {
          from: 'aws_db_parameter_group.database_parameters',
          to: 'aws_db_parameter_group.database_parameters_16',
        },
      ]);
    }
  });

  it('has names that fit, however long the environment’s', () => {
    const env = 'a-name-of-20-letters';
    const found = database({ replicas: { 'reports-and-exports-of-the-month': {} } }, env);
    for (const instance of Object.values(found.resources('aws_db_instance'))) {
      expect(String(instance['identifier']).length).toBeLessThanOrEqual(63);
    }
  });
});

describe('replicas and snapshots', () => {
  it('have addresses by their key, so that one more moves none', () => {
    const one = database({ replicas: { analysts: {} }, snapshots: ['before-2027'] });
    const two = database({ replicas: { about: {}, analysts: {} }, snapshots: ['after-2027', 'before-2027'] });
    expect(two.addresses).toEqual(expect.arrayContaining(one.addresses));
    expect(two.resource('aws_db_instance', 'database_replica_analysts')).toEqual(
      one.resource('aws_db_instance', 'database_replica_analysts'),
    );
  });

  it('are the primary’s: encrypted as it is, with its parameters, monitored as it is', () => {
    const found = synth(complete);
    expect(found.resource('aws_db_instance', 'reporting_replica_exports')).toMatchObject({
      identifier: 'restartix-staging-reporting-exports',
      replicate_source_db: '${aws_db_instance.reporting_instance.identifier}',
      instance_class: 'db.t4g.medium',
      multi_az: true,
      storage_encrypted: true,
      monitoring_interval: 60,
      skip_final_snapshot: true,
    });
    expect(found.resource('aws_db_instance', 'reporting_replica_analysts')['instance_class']).toBe('db.m7g.large');
    expect(found.resource('aws_db_snapshot')).toMatchObject({
      db_instance_identifier: '${aws_db_instance.reporting_instance.identifier}',
      db_snapshot_identifier: 'restartix-staging-reporting-before-2027-migration',
    });
  });
});

describe('the outputs', () => {
  it('are those of every database, so that an environment swaps one for another', () => {
    synth((stack) => {
      const made: DatabaseOutputs = new DatabaseRds(stack, 'database', base);
      const name = 'aws_db_instance.database_instance';
      expect(resolved(stack, made.writerEndpoint)).toBe(`\${${name}.address}`);
      expect(resolved(stack, made.readerEndpoint)).toBe(`\${${name}.address}`);
      expect(resolved(stack, made.metricDimensions)).toEqual({ DBInstanceIdentifier: `\${${name}.identifier}` });
      expect(resolved(stack, made.connectionUrl)).toMatch(
        /^postgres:\/\/app_admin:\$\{.+\}@\$\{aws_db_instance\.database_instance\.address\}:5432\/.+\?sslmode=require$/,
      );
      expect(resolved(stack, made.connectionUrlVia('pool', 6432))).toContain('@pool:6432/');
      expect([made.maxCapacity, made.secondsUntilAutoPause]).toEqual([undefined, undefined]);
    });
  });

  it('name each replica, and the first of them for reading', () => {
    synth((stack) => {
      const made = new DatabaseRds(stack, 'database', { ...base, replicas: { b: {}, a: {} } });
      expect(resolved(stack, made.readerEndpoint)).toBe('${aws_db_instance.database_replica_a.address}');
      expect(Object.keys(made.readerEndpoints)).toEqual(['b', 'a']);
    });
  });
});

describe('what is risky', () => {
  const warnings = (config: Partial<DatabaseRdsConfig>, env = 'production'): string[] =>
    warningsOf((stack) => new DatabaseRds(stack, 'database', { ...base, ...config }), { env });

  it('is warned of: no standby or short backups in production, a destroy without a snapshot anywhere', () => {
    expect(warnings({})).toEqual([]);
    expect(warnings({ multiAz: false, backupRetentionPeriod: 1 })).toHaveLength(2);
    expect(warnings({ multiAz: false, backupRetentionPeriod: 1 }, 'staging')).toEqual([]);
    expect(warnings({ deletionProtection: false, onDestroy: 'nothing' }, 'staging')).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it.each([
    [{ instanceClass: 't4g.medium' }, 'instanceClass "t4g.medium" is not possible'],
    [{ instanceClass: 'db.t4g.micro' }, 'Performance Insights'],
    [{ allocatedStorage: 10 }, '20 to 65536 GiB'],
    [{ maxAllocatedStorage: 105 }, '110 to 65536 GiB'],
    [{ engineVersion: '16.6' }, '16 or 16.11 and later'],
    [{ engineVersion: '16.11', minorVersionUpgrades: 'automatic' }, 'a plan would undo what AWS upgraded'],
    [{ engineVersion: '17', upgradeFrom: '17' }, 'a major below engineVersion 17'],
    [{ backupRetentionPeriod: 0 }, '0 would switch backups off'],
    [{ snapshots: ['Before'] }, 'snapshots[0] "Before"'],
    [{ snapshots: ['a', 'a'] }, 'each value once'],
    [{ replicas: { Analysts: {} } }, 'replicas.Analysts'],
    [{ replicas: { a: { instanceClass: 'db.t2.large' } } }, 'replicas.a.instanceClass'],
    [{ dbName: 'user' }, 'dbName "user"'],
    [{ masterUsername: 'rdsadmin' }, 'masterUsername "rdsadmin"'],
    [{ subnetIds: ['subnet-1'] }, 'two or more'],
    [{ securityGroupIds: [] }, "AWS takes the VPC's default group"],
    [{ port: 80 }, '1150 to 65535'],
    [{ passwordVersion: 0 }, '1 or more'],
    [{ backupWindow: '03:00-03:10' }, 'backupWindow'],
    [{ maintenanceWindow: 'sun:01:00-sun:02:00' }, 'maintenanceWindow'],
    [{ logRetentionInDays: 31 as never }, 'logRetentionInDays 31'],
  ] as [Partial<DatabaseRdsConfig>, string][])('%j', (config, reason) => {
    expect(() => database(config)).toThrow(reason);
  });

  it('a second database of the name; another name is another database', () => {
    const two = (name?: string): Synthesized =>
      synth((stack) => {
        minimal(stack);
        new DatabaseRds(stack, 'second', { ...base, name });
      });
    expect(() => two()).toThrow('database-rds "second": name "database" is not possible');
    expect(Object.keys(two('second').resources('aws_db_instance'))).toHaveLength(2);
  });
});
