import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import {
  WriteOnlySecret,
  checkOpenPort,
  claimName,
  contextOf,
  generatedPassword,
  recordOf,
  renamedFrom,
  warn,
  type DatabaseOutputs,
  type ServiceRole,
} from '@restartix/core';
import { MAX_CONNECTIONS, majorOf, postgresUrl } from '@restartix/core/postgres';
import { Construct } from 'constructs';
import {
  MAX_IDENTIFIER,
  makeCluster,
  makeInstance,
  makeLogGroup,
  makeMonitoringRole,
  makeParameterGroup,
  secondsUntilAutoPause,
} from './cluster';
import { checkDatabaseAuroraServerless } from './database-aurora-serverless.checks';
import { DEFAULTS, type DatabaseAuroraServerlessConfig } from './database-aurora-serverless.config';

/** What every database offers, and what only an Aurora cluster has. */
export interface DatabaseAuroraServerlessOutputs extends DatabaseOutputs {
  /** The spec's name for `writerEndpoint`. */
  readonly clusterEndpoint: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** What IAM policies and CloudWatch know the cluster by. */
  readonly clusterResourceId: string;
}

/** Aurora PostgreSQL Serverless v2: one writer that sizes itself, and pauses when nobody asks anything of it. */
export class DatabaseAuroraServerless extends Construct implements DatabaseAuroraServerlessOutputs {
  readonly identifier: string;
  readonly clusterEndpoint: string;
  readonly writerEndpoint: string;
  readonly readerEndpoint: string;
  /** Port that clients connect to. */
  readonly port: number;
  /** Name of the first database. */
  readonly dbName: string;
  /** Name of the master user. */
  readonly masterUsername: string;
  readonly masterSecretArn: string;
  readonly maxConnections = MAX_CONNECTIONS;
  readonly maxCapacity: number;
  readonly secondsUntilAutoPause: number | undefined;
  readonly clusterArn: string;
  readonly clusterResourceId: string;

  readonly subnetGroup: DbSubnetGroup;
  readonly parameterGroup: RdsClusterParameterGroup;
  /** Of the major in `upgradeFrom`. */
  readonly previousParameterGroup: RdsClusterParameterGroup | undefined;
  readonly logGroup: CloudwatchLogGroup;
  /** With the keys `username` and `password`. */
  readonly masterSecret: WriteOnlySecret;
  /** What Enhanced Monitoring writes with. */
  readonly monitoringRole: ServiceRole;
  readonly cluster: RdsCluster;
  readonly writer: RdsClusterInstance;
  /** By key. */
  readonly readers: Readonly<Record<string, RdsClusterInstance>>;

  readonly metricDimensions: { readonly DBClusterIdentifier: string };
  readonly connectionUrl: string;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: DatabaseAuroraServerlessConfig) {
    super(scope, id);
    checkDatabaseAuroraServerless(id, config);
    checkOpenPort(this, {
      module: 'database-aurora-serverless',
      port: config.port ?? DEFAULTS.port,
      securityGroupIds: config.securityGroupIds,
      fix: `Set dataPorts.rds of the network to ${config.port ?? DEFAULTS.port} too.`,
    });
    const context = contextOf(this, 'database-aurora-serverless', id, config);
    const { name = 'database', passwordVersion, kmsKeyId } = config;
    const identifier = context.name(name, MAX_IDENTIFIER);
    claimName(this, {
      module: 'database-aurora-serverless',
      property: 'name',
      value: name,
      physicalName: identifier,
    });
    const input = { context, identifier, config };

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
    this.logGroup = makeLogGroup(this, input);
    this.monitoringRole = makeMonitoringRole(this, input);
    this.cluster = makeCluster(this, input, this);
    const instances = { ...input, cluster: this.cluster, monitoringRole: this.monitoringRole };
    this.writer = makeInstance(this, 'writer', instances);
    this.readers = recordOf(Object.keys(config.readers ?? {}), (key) =>
      makeInstance(this, key, { ...instances, writer: this.writer }),
    );

    if (config.deletionProtection === false && config.onDestroy === 'nothing') {
      warn(this, `${id}: a destroy deletes the database and leaves no snapshot (onDestroy 'nothing')`);
    }

    this.identifier = this.cluster.clusterIdentifier;
    this.clusterEndpoint = this.cluster.endpoint;
    this.writerEndpoint = this.cluster.endpoint;
    this.readerEndpoint = this.cluster.readerEndpoint;
    this.port = config.port ?? DEFAULTS.port;
    this.dbName = this.cluster.databaseName;
    this.masterSecretArn = this.masterSecret.arn;
    this.maxCapacity = config.maxCapacity;
    this.secondsUntilAutoPause = secondsUntilAutoPause(config);
    this.clusterArn = this.cluster.arn;
    this.clusterResourceId = this.cluster.clusterResourceId;
    this.metricDimensions = { DBClusterIdentifier: this.cluster.clusterIdentifier };
    this.connectionUrl = this.connectionUrlVia(this.writerEndpoint, this.port);
  }

  connectionUrlVia(host: string, port: number): string {
    const { masterUsername: username, dbName } = this;
    return postgresUrl({ username, password: this.masterSecret.read('password'), host, port, dbName });
  }
}
