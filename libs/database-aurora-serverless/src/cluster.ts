import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { type DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { ServiceRole, finalSnapshotName, fit, type ModuleContext, type WriteOnlySecret } from '@restartix/core';
import { parametersOf, upgradesItself } from '@restartix/core/postgres';
import type { Construct } from 'constructs';
import { DEFAULTS, type DatabaseAuroraServerlessConfig } from './database-aurora-serverless.config';

// Amazon RDS, for a cluster and an instance. The cluster's leaves room for what the instances append.
const MAX_INSTANCE_IDENTIFIER = 63;
export const MAX_IDENTIFIER = 50;
const ENGINE = 'aurora-postgresql';

export interface ClusterInput {
  readonly context: ModuleContext;
  readonly identifier: string;
  readonly config: DatabaseAuroraServerlessConfig;
}

/** A family is one major's and cannot change, so that each major has a group of its own. */
export function makeParameterGroup(
  scope: Construct,
  { identifier, config }: ClusterInput,
  major: number,
): RdsClusterParameterGroup {
  const parameters = parametersOf({ pauses: config.minCapacity === 0, major });
  return new RdsClusterParameterGroup(scope, `parameters-${major}`, {
    name: `${identifier}-postgresql${major}`,
    family: `${ENGINE}${major}`,
    description: `What ${identifier} requires of PostgreSQL ${major}`,
    parameter: Object.entries(parameters).map(([name, { value, applyMethod }]) => ({ name, value, applyMethod })),
    // Removed after the cluster has left it, not before.
    lifecycle: { createBeforeDestroy: true },
  });
}

export function makeLogGroup(scope: Construct, { identifier, config }: ClusterInput): CloudwatchLogGroup {
  // Made before the cluster: RDS would make it without retention, and it would stay for good.
  return new CloudwatchLogGroup(scope, 'postgresql-logs', {
    name: `/aws/rds/cluster/${identifier}/postgresql`,
    retentionInDays: config.logRetentionInDays ?? 30,
    kmsKeyId: config.logKmsKeyArn,
  });
}

/** Lets Enhanced Monitoring write its metrics. */
export function makeMonitoringRole(scope: Construct, { context, config }: ClusterInput): ServiceRole {
  return new ServiceRole(scope, 'monitoring-role', context, {
    name: context.name(`${config.name ?? 'database'}-monitoring`, 64),
    description: 'Enhanced Monitoring of the database',
    service: 'monitoring.rds.amazonaws.com',
    sourceArn: context.arn({ service: 'rds', resource: 'db:*' }),
    managedPolicyArns: {
      monitoring: `arn:${context.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
  });
}

export interface ClusterParts {
  readonly subnetGroup: DbSubnetGroup;
  readonly parameterGroup: RdsClusterParameterGroup;
  readonly logGroup: CloudwatchLogGroup;
  readonly masterSecret: WriteOnlySecret;
}

/** Undefined for a cluster that does not pause. */
export function secondsUntilAutoPause(config: DatabaseAuroraServerlessConfig): number | undefined {
  return config.minCapacity === 0 ? (config.secondsUntilAutoPause ?? DEFAULTS.secondsUntilAutoPause) : undefined;
}

export function makeCluster(
  scope: Construct,
  { context, identifier, config }: ClusterInput,
  parts: ClusterParts,
): RdsCluster {
  const { minCapacity, maxCapacity, kmsKeyId, onDestroy = 'snapshot' } = config;
  return new RdsCluster(scope, 'cluster', {
    clusterIdentifier: identifier,
    engine: ENGINE,
    // Serverless v2 is a size of instance, not the engine mode of that name.
    engineMode: 'provisioned',
    engineVersion: config.engineVersion ?? DEFAULTS.engineVersion,
    serverlessv2ScalingConfiguration: {
      minCapacity,
      maxCapacity,
      secondsUntilAutoPause: secondsUntilAutoPause(config),
    },
    databaseName: config.dbName ?? context.project.replace(/-/g, '_'),
    port: config.port ?? DEFAULTS.port,
    masterUsername: config.masterUsername ?? DEFAULTS.masterUsername,
    // Read back from the secret: a retried apply cannot give the database another password than the secret holds.
    masterPasswordWo: parts.masterSecret.read('password'),
    masterPasswordWoVersion: config.passwordVersion ?? 1,
    dbSubnetGroupName: parts.subnetGroup.name,
    vpcSecurityGroupIds: [...config.securityGroupIds],
    dbClusterParameterGroupName: parts.parameterGroup.name,
    storageEncrypted: true,
    kmsKeyId,
    backupRetentionPeriod: config.backupRetentionPeriod ?? DEFAULTS.backupRetentionPeriod,
    preferredBackupWindow: config.backupWindow ?? DEFAULTS.backupWindow,
    preferredMaintenanceWindow: config.maintenanceWindow ?? DEFAULTS.maintenanceWindow,
    enabledCloudwatchLogsExports: ['postgresql'],
    copyTagsToSnapshot: true,
    deletionProtection: config.deletionProtection ?? true,
    skipFinalSnapshot: onDestroy === 'nothing',
    finalSnapshotIdentifier: onDestroy === 'snapshot' ? finalSnapshotName(scope, identifier) : undefined,
    applyImmediately: config.applyImmediately ?? false,
    ...(config.upgradeFrom ? { allowMajorVersionUpgrade: true } : {}),
    dependsOn: [parts.logGroup],
  });
}

export interface InstanceInput extends ClusterInput {
  readonly cluster: RdsCluster;
  readonly monitoringRole: ServiceRole;
  /** Undefined for the writer itself. */
  readonly writer?: RdsClusterInstance;
}

/** One instance. A new cluster's first instance becomes its writer, so the readers come after it. */
export function makeInstance(
  scope: Construct,
  key: string,
  { identifier, config, cluster: { id, engine }, monitoringRole: role, writer }: InstanceInput,
): RdsClusterInstance {
  return new RdsClusterInstance(scope, writer ? `reader-${key}` : key, {
    identifier: fit(`${identifier}-${key}`, MAX_INSTANCE_IDENTIFIER),
    clusterIdentifier: id,
    instanceClass: 'db.serverless',
    // In the version of the cluster, whichever AWS brought it to.
    engine,
    promotionTier: writer ? (config.readers?.[key]?.promotionTier ?? 1) : 0,
    performanceInsightsEnabled: true,
    // Days; the free tier.
    performanceInsightsRetentionPeriod: 7,
    performanceInsightsKmsKeyId: config.kmsKeyId,
    monitoringInterval: 60,
    monitoringRoleArn: role.arn,
    autoMinorVersionUpgrade: upgradesItself({ ...DEFAULTS, ...config }),
    caCertIdentifier: config.certificateAuthority ?? DEFAULTS.certificateAuthority,
    publiclyAccessible: false,
    copyTagsToSnapshot: true,
    applyImmediately: config.applyImmediately ?? false,
    dependsOn: writer && [writer],
  });
}
