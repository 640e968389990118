import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSnapshot } from '@cdktf/provider-aws/lib/db-snapshot';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import {
  WriteOnlySecret,
  checkOpenPort,
  claimName,
  contextOf,
  generatedPassword,
  mapValues,
  recordOf,
  renamedFrom,
  warn,
  type DatabaseOutputs,
  type ServiceRole,
  isKnown,
} from '@restartix/core';
import { MAX_CONNECTIONS, majorOf, postgresUrl } from '@restartix/core/postgres';
import { Construct } from 'constructs';
import { checkDatabaseRds } from './database-rds.checks';
import { DEFAULTS, type DatabaseRdsConfig } from './database-rds.config';
import { MAX_IDENTIFIER, makePrimary, makeReplica } from './instances';
import { makeLogGroup, makeMonitoringRole, makeParameterGroup, type LogName } from './parts';

/** What every database offers, and what only an instance has. */
export interface DatabaseRdsOutputs extends DatabaseOutputs {
  readonly instanceId: string;
  readonly instanceArn: string;
  /** Of each replica, by its key. */
  readonly readerEndpoints: Readonly<Record<string, string>>;
}

/**
 * PostgreSQL on an RDS instance: encrypted, TLS only, monitored, backed up, and hard to lose by accident.
 *
 * @example
 * const database = new DatabaseRds(this, 'database', {
 *   instanceClass: 'db.t4g.medium',
 *   allocatedStorage: 100,
 *   maxAllocatedStorage: 500,
 *   multiAz: true,
 *   backupRetentionPeriod: 14,
 *   ...network.placement('rds'),
 * });
 */
export class DatabaseRds extends Construct implements DatabaseRdsOutputs {
  readonly identifier: string;
  /** Id that AWS gave the instance, `db-…`. */
  readonly instanceId: string;
  /** ARN of the instance. */
  readonly instanceArn: string;
  readonly writerEndpoint: string;
  /** The first replica's by key, or the writer's own without one. */
  readonly readerEndpoint: string;
  readonly readerEndpoints: Readonly<Record<string, string>>;
  /** Port that clients connect to. */
  readonly port: number;
  /** Name of the first database. */
  readonly dbName: string;
  /** Name of the master user. */
  readonly masterUsername: string;
  readonly masterSecretArn: string;
  readonly maxConnections = MAX_CONNECTIONS;
  readonly maxStorageGib: number;

  readonly subnetGroup: DbSubnetGroup;
  readonly parameterGroup: DbParameterGroup;
  /** Of the major in `upgradeFrom`. */
  readonly previousParameterGroup: DbParameterGroup | undefined;
  readonly logGroups: Readonly<Record<LogName, CloudwatchLogGroup>>;
  /** With the keys `username` and `password`. */
  readonly masterSecret: WriteOnlySecret;
  /** What Enhanced Monitoring writes with. */
  readonly monitoringRole: ServiceRole;
  readonly instance: DbInstance;
  /** By key. */
  readonly replicas: Readonly<Record<string, DbInstance>>;
  /** By label. */
  readonly snapshots: Readonly<Record<string, DbSnapshot>>;

  readonly metricDimensions: { readonly DBInstanceIdentifier: string };
  readonly connectionUrl: string;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: DatabaseRdsConfig) {
    super(scope, id);
    checkDatabaseRds(id, config);
    checkOpenPort(this, {
      module: 'database-rds',
      port: config.port ?? DEFAULTS.port,
      securityGroupIds: config.securityGroupIds,
      fix: `Set dataPorts.rds of the network to ${config.port ?? DEFAULTS.port} too.`,
    });
    const context = contextOf(this, 'database-rds', id, config);
    const { name = 'database', passwordVersion, kmsKeyId, replicas = {}, snapshots = [] } = config;
    const identifier = context.name(name, MAX_IDENTIFIER);
    claimName(this, { module: 'database-rds', property: 'name', value: name, physicalName: identifier });
    const input = { context, identifier, config };
    this.maxStorageGib = config.maxAllocatedStorage;

    this.masterUsername = config.masterUsername ?? DEFAULTS.masterUsername;
    this.masterSecret = new WriteOnlySecret(this, 'master', {
      name: context.path(`${name}-master`),
      description: `Master user of ${identifier}`,
      values: { username: this.masterUsername, password: generatedPassword(this, 'password') },
      valuesVersion: passwordVersion,
      kmsKeyId,
      recoveryWindowInDays: config.secretRecoveryWindowInDays,
    });
    this.subnetGroup = new DbSubnetGroup(this, 'subnets', {
      name: identifier,
      description: `Private subnets of ${identifier}`,
      subnetIds: [...config.subnetIds],
    });
    this.parameterGroup = makeParameterGroup(this, input, majorOf(config.engineVersion ?? DEFAULTS.engineVersion));
    this.previousParameterGroup = config.upgradeFrom
      ? makeParameterGroup(this, input, majorOf(config.upgradeFrom))
      : undefined;
    renamedFrom('parameters', this.previousParameterGroup ?? this.parameterGroup);
    this.logGroups = {
      postgresql: makeLogGroup(this, 'postgresql', input),
      upgrade: makeLogGroup(this, 'upgrade', input),
    };
    this.monitoringRole = makeMonitoringRole(this, input);
    this.instance = makePrimary(this, input, this);
    this.replicas = recordOf(Object.keys(replicas), (key) =>
      makeReplica(this, { ...input, key, source: this.instance }, this),
    );
    this.snapshots = recordOf(
      snapshots,
      (label) =>
        new DbSnapshot(this, `snapshot-${label}`, {
          dbInstanceIdentifier: this.instance.identifier,
          dbSnapshotIdentifier: `${identifier}-${label}`,
        }),
    );
    warnOfRisks(this, id, config, context.env);

    const [first] = Object.keys(this.replicas).sort();
    this.identifier = this.instance.identifier;
    this.instanceId = this.instance.identifier;
    this.instanceArn = this.instance.arn;
    this.writerEndpoint = this.instance.address;
    this.readerEndpoints = mapValues(this.replicas, ({ address }) => address);
    this.readerEndpoint = first === undefined ? this.writerEndpoint : this.readerEndpoints[first]!;
    this.port = config.port ?? DEFAULTS.port;
    this.dbName = this.instance.dbName;
    this.masterSecretArn = this.masterSecret.arn;
    this.metricDimensions = { DBInstanceIdentifier: this.instance.identifier };
    this.connectionUrl = this.connectionUrlVia(this.writerEndpoint, this.port);
  }

  connectionUrlVia(host: string, port: number): string {
    const { masterUsername: username, dbName } = this;
    return postgresUrl({ username, password: this.masterSecret.read('password'), host, port, dbName });
  }
}

function warnOfRisks(scope: Construct, id: string, config: DatabaseRdsConfig, env: string): void {
  if (config.deletionProtection === false && config.onDestroy === 'nothing') {
    warn(scope, `${id}: a destroy deletes the database and leaves no snapshot (onDestroy 'nothing')`);
  }
  if (env !== 'production') return;
  if (!config.multiAz) warn(scope, `${id}: production has no standby in another zone (multiAz false)`);
  if (isKnown(config.backupRetentionPeriod) && config.backupRetentionPeriod < 7) {
    warn(scope, `${id}: production keeps backups for less than a week (backupRetentionPeriod)`);
  }
}
