import type { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import type { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { finalSnapshotName, fit, type ServiceRole, type WriteOnlySecret } from '@restartix/core';
import { upgradesItself } from '@restartix/core/postgres';
import type { Construct } from 'constructs';
import { DEFAULTS, type DatabaseRdsConfig } from './database-rds.config';
import { LOGS, type LogName, type PartsInput } from './parts';

// Amazon RDS. The primary's leaves room for what replicas and snapshots append.
const MAX_INSTANCE_IDENTIFIER = 63;
export const MAX_IDENTIFIER = 50;

export interface InstanceParts {
  readonly subnetGroup: DbSubnetGroup;
  readonly parameterGroup: DbParameterGroup;
  readonly previousParameterGroup: DbParameterGroup | undefined;
  readonly logGroups: Readonly<Record<LogName, CloudwatchLogGroup>>;
  readonly monitoringRole: ServiceRole;
  readonly masterSecret: WriteOnlySecret;
}

export function makePrimary(scope: Construct, input: PartsInput, parts: InstanceParts): DbInstance {
  const { context, identifier, config } = input;
  const { onDestroy = 'snapshot' } = config;
  return new DbInstance(scope, 'instance', {
    ...common(config, parts),
    identifier,
    engine: 'postgres',
    engineVersion: config.engineVersion ?? DEFAULTS.engineVersion,
    instanceClass: config.instanceClass,
    multiAz: config.multiAz,
    allocatedStorage: config.allocatedStorage,
    dbName: config.dbName ?? context.project.replace(/-/g, '_'),
    username: config.masterUsername ?? DEFAULTS.masterUsername,
    // Read back from the secret: a retried apply cannot give the database another password than the secret holds.
    passwordWo: parts.masterSecret.read('password'),
    passwordWoVersion: config.passwordVersion ?? 1,
    port: config.port ?? DEFAULTS.port,
    dbSubnetGroupName: parts.subnetGroup.name,
    kmsKeyId: config.kmsKeyId,
    backupRetentionPeriod: config.backupRetentionPeriod,
    backupWindow: config.backupWindow ?? DEFAULTS.backupWindow,
    maintenanceWindow: config.maintenanceWindow ?? DEFAULTS.maintenanceWindow,
    deleteAutomatedBackups: onDestroy === 'nothing',
    skipFinalSnapshot: onDestroy === 'nothing',
    finalSnapshotIdentifier: onDestroy === 'snapshot' ? finalSnapshotName(scope, identifier) : undefined,
    ...(config.upgradeFrom ? { allowMajorVersionUpgrade: true } : {}),
    dependsOn: Object.values(parts.logGroups),
  });
}

interface ReplicaInput extends PartsInput {
  readonly key: string;
  readonly source: DbInstance;
}

/**
 * Engine, subnets, encryption and the password are the primary's. A major upgrade of the primary takes its replicas along,
 * in its own time, and puts them in a group of the new family: until it is over, no plan asks for another.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html
 */
export function makeReplica(
  scope: Construct,
  { key, source, identifier, config }: ReplicaInput,
  parts: InstanceParts,
): DbInstance {
  const { instanceClass = config.instanceClass, multiAz = false } = config.replicas?.[key] ?? {};
  return new DbInstance(scope, `replica-${key}`, {
    ...common(config, parts),
    parameterGroupName: (parts.previousParameterGroup ?? parts.parameterGroup).name,
    ...(parts.previousParameterGroup ? { lifecycle: { ignoreChanges: ['parameter_group_name'] } } : {}),
    identifier: fit(`${identifier}-${key}`, MAX_INSTANCE_IDENTIFIER),
    replicateSourceDb: source.identifier,
    instanceClass,
    multiAz,
    maintenanceWindow: config.maintenanceWindow ?? DEFAULTS.maintenanceWindow,
    // What is in a replica is in the primary too.
    skipFinalSnapshot: true,
  });
}

function common(config: DatabaseRdsConfig, parts: InstanceParts): Omit<DbInstanceConfig, 'instanceClass'> {
  return {
    storageType: 'gp3',
    storageEncrypted: true,
    maxAllocatedStorage: config.maxAllocatedStorage,
    vpcSecurityGroupIds: [...config.securityGroupIds],
    publiclyAccessible: false,
    parameterGroupName: parts.parameterGroup.name,
    caCertIdentifier: config.certificateAuthority ?? DEFAULTS.certificateAuthority,
    performanceInsightsEnabled: true,
    // Days; the free tier.
    performanceInsightsRetentionPeriod: 7,
    performanceInsightsKmsKeyId: config.kmsKeyId,
    // Seconds.
    monitoringInterval: 60,
    monitoringRoleArn: parts.monitoringRole.arn,
    enabledCloudwatchLogsExports: [...LOGS],
    autoMinorVersionUpgrade: upgradesItself({ ...DEFAULTS, ...config }),
    copyTagsToSnapshot: true,
    deletionProtection: config.deletionProtection ?? true,
    applyImmediately: config.applyImmediately ?? false,
  };
}
