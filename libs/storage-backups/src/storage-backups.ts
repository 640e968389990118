import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import {
  claimName,
  contextOf,
  deployedImageOf,
  policyDocument,
  warn,
  type DeployedImage,
  type PolicyStatement,
  type ServiceRole,
} from '@restartix/core';
import { Construct } from 'constructs';
import { BackupBucket } from './bucket';
import { BackupReplication, copyMetric, makeCopyRole } from './copy';
import { currentKeyArn, encryptionKeys } from './encryption-keys';
import { makeMetricFilters, namespaceOf, type BackupMetric, type Health } from './health';
import { keyPolicy } from './key-policy';
import { hoursOf, sizeFor } from './runner-size';
import { operatorStatements } from './operator';
import { makeExecutionRole, keyStatements, makeRestoreRole, makeTaskRole } from './roles';
import { makeLogGroup, makeRunner } from './runner';
import { backupScript, restoreScript } from './scripts';
import { checkStorageBackups } from './storage-backups.checks';
import { DEFAULTS, RESTORE, RUNNER, applicationRoleArns, type StorageBackupsConfig } from './storage-backups.config';

/** The task that restores, as one that is run once. */
export interface RestoreJob {
  readonly taskDefinitionFamily: string;
  /**
   * Whoever runs the task passes it this role, by an override: the task definition has none, or the role that registers it,
   * a pipeline's, would have to pass what reads backups.
   */
  readonly taskRoleArn: string;
  readonly containerName: string;
  readonly logGroupName: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** What schedules, alarms and runbooks take from the backups. */
export interface StorageBackupsOutputs {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly kmsKeyArn: string;
  readonly taskDefinitionArn: string;
  /** For schedules, which then start the newest revision. */
  readonly taskDefinitionArnWithoutRevision: string;
  readonly taskDefinitionFamily: string;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  /** Where the task runs, for schedules and restores by hand. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** What a restore runs as, instead of the task role. */
  readonly restoreRoleArn: string;
  readonly containerName: string;
  /** The image whose deployment starts schedules and alarms; undefined where `runnerImageUri` is text. */
  readonly image: DeployedImage | undefined;
  readonly logGroupName: string;
  /** What runs a restore. */
  readonly restoreJob: RestoreJob;
  /** For the role of a person who starts restores: the task, its log, the bucket's list. No backup and no secret. */
  readonly operatorStatements: readonly PolicyStatement[];
  /** Counts backups that are there; for an alarm when there are none. */
  readonly successMetric: BackupMetric;
  /** Counts backups that failed and could say so. */
  readonly failureMetric: BackupMetric;
  /** ARN of the role that S3 copies backups as; undefined without `copy`. */
  readonly copyRoleArn: string | undefined;
  /** Counts objects that S3 could not copy, and does not try again; undefined without `copy`. */
  readonly copyMetric: BackupMetric | undefined;
}

/**
 * Backups that the application cannot reach: a key and a bucket of their own, objects that nobody can delete before their
 * time, and the task that dumps, encrypts and uploads. A schedule starts it; see `@restartix/scheduled-tasks`.
 *
 * @example
 * const backups = new StorageBackups(this, 'backups', {
 *   bucketName: 'restartix-backups-primary-staging',
 *   runnerImageUri: registry.images['backup-runner'],
 *   databaseSecretArn: secrets.arns.database,
 *   backupEncryptionSecretArn: secrets.arns.encryption,
 *   clusterArn: cluster.clusterArn,
 *   subnetIds: network.privateSubnetIds,
 *   securityGroupIds: [network.migrationsRunnerSg],
 *   migrationsRunnerSgId: network.migrationsRunnerSg,
 *   applications: { 'core-api': coreApi },
 * });
 */
export class StorageBackups extends Construct implements StorageBackupsOutputs {
  /** Writes backups, and cannot read them. */
  readonly taskRole: ServiceRole;
  /** Reads and decrypts backups. */
  readonly restoreRole: ServiceRole;
  /** Starts the task. */
  readonly executionRole: ServiceRole;
  /** S3 copies backups as it; undefined without `copy`. */
  readonly copyRole: ServiceRole | undefined;
  /** The copying; undefined without `copy`. */
  readonly replication: BackupReplication | undefined;
  readonly key: KmsKey;
  readonly keyAlias: KmsAlias;
  /** Bucket and key. */
  readonly storage: BackupBucket;
  readonly logGroup: CloudwatchLogGroup;
  readonly restoreLogGroup: CloudwatchLogGroup;
  /** Makes a backup. */
  readonly taskDefinition: EcsTaskDefinition;
  /** Restores one, as an operator says in its environment. */
  readonly restoreTaskDefinition: EcsTaskDefinition;
  /** Counts the backups that succeeded. */
  readonly health: Health;
  /** Undefined without `databaseSecurityGroupId`. */
  readonly databaseRule: VpcSecurityGroupIngressRule | undefined;

  readonly containerName = RUNNER;
  readonly image: DeployedImage | undefined;
  readonly successMetric: BackupMetric;
  readonly failureMetric: BackupMetric;
  readonly copyMetric: BackupMetric | undefined;

  /** Full name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** ARN of the key that encrypts the backups. */
  readonly kmsKeyArn: string;
  /** ARN of the newest revision. */
  readonly taskDefinitionArn: string;
  readonly taskDefinitionArnWithoutRevision: string;
  /** Name of the task definition, without revision. */
  readonly taskDefinitionFamily: string;
  /** ARN of the role that writes backups. */
  readonly taskRoleArn: string;
  /** ARN of the role that starts the task. */
  readonly executionRoleArn: string;
  readonly subnetIds: readonly string[];
  /** Security groups that the task runs in. */
  readonly securityGroupIds: readonly string[];
  readonly restoreRoleArn: string;
  readonly copyRoleArn: string | undefined;
  /** Where the task logs to. */
  readonly logGroupName: string;
  readonly restoreJob: RestoreJob;
  readonly operatorStatements: readonly PolicyStatement[];

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: StorageBackupsConfig) {
    super(scope, id);
    checkStorageBackups(id, config);
    const context = contextOf(this, 'storage-backups', id, config);
    this.image = deployedImageOf(config.runnerImageUri);
    claimName(this, { module: 'storage-backups', property: 'bucketName', value: config.bucketName });
    claimName(this, {
      module: 'storage-backups',
      property: 'env',
      value: context.env,
      physicalName: context.name(RUNNER),
    });
    warnOfCompliance(this, id, config);
    warnOfDuration(this, id, config);

    const bucketArn = context.arn({ service: 's3', region: '', account: '', resource: config.bucketName });
    this.taskRole = makeTaskRole(this, { context, config, bucketArn });
    this.restoreRole = makeRestoreRole(this, { context, config, bucketArn });
    this.copyRole = config.copy === undefined ? undefined : makeCopyRole(this, context, bucketArn);
    this.key = new KmsKey(this, 'key', {
      description: `Encrypts the backups of ${context.project} ${context.env}, and nothing else`,
      enableKeyRotation: true,
      deletionWindowInDays: config.keyDeletionWindowInDays ?? DEFAULTS.keyDeletionWindowInDays,
      policy: policyDocument(
        keyPolicy(context, {
          writer: this.taskRole.arn,
          readers: [this.restoreRole.arn, ...Object.values(config.operationsRoleArns ?? {})],
          copier: this.copyRole?.arn,
          application: applicationRoleArns(config),
        }),
      ),
      ...(config.keyDeletionProtection ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.keyAlias = new KmsAlias(this, 'key-alias', {
      name: `alias/${context.name('backups')}`,
      targetKeyId: this.key.keyId,
    });
    const rights = keyStatements(this.key.arn);
    for (const [name, role, statements] of [
      ['task-key', this.taskRole, rights.writer],
      ['restore-key', this.restoreRole, rights.reader],
    ] as const) {
      new IamRolePolicy(this, name, { name: 'key', role: role.role.id, policy: policyDocument(statements) });
    }
    this.storage = new BackupBucket(this, 'storage', { config, kmsKeyArn: this.key.arn });
    this.replication =
      config.copy && this.copyRole
        ? new BackupReplication(this, 'copy', {
            context,
            target: config.copy,
            role: this.copyRole,
            restoreRole: this.restoreRole,
            storage: this.storage,
            kmsKeyArn: this.key.arn,
          })
        : undefined;
    this.logGroup = makeLogGroup(this, 'logs', { context, config, name: RUNNER });
    this.restoreLogGroup = makeLogGroup(this, 'restore-logs', { context, config, name: RESTORE });
    this.executionRole = makeExecutionRole(this, context, config, [this.logGroup.arn, this.restoreLogGroup.arn]);
    const { databaseStorageGib, ephemeralStorageGib, size = sizeFor(databaseStorageGib) } = config;
    const runner = { context, config, size, ephemeralStorageGib, executionRole: this.executionRole };
    const environment = { BACKUP_BUCKET: config.bucketName, DATABASE_SECRET_ARN: config.databaseSecretArn };
    const keys = encryptionKeys(config.backupEncryptionSecretArn);
    this.taskDefinition = makeRunner(this, 'task-definition', {
      ...runner,
      name: RUNNER,
      script: backupScript(),
      environment: {
        ...environment,
        BACKUP_KMS_KEY_ARN: this.key.arn,
        ENCRYPTION_KEY_ID: String(keys.current),
        ENCRYPTION_SECRET_ARN: currentKeyArn(keys),
      },
      taskRole: this.taskRole,
      logGroup: this.logGroup,
    });
    // Without a role: see RestoreJob.
    this.restoreTaskDefinition = makeRunner(this, 'restore-task-definition', {
      ...runner,
      name: RESTORE,
      script: restoreScript(),
      environment: {
        ...environment,
        ENCRYPTION_SECRET_ARNS: Object.entries(keys.arns)
          .map(([id, arn]) => `${id}=${arn}`)
          .join(' '),
      },
      logGroup: this.restoreLogGroup,
    });
    this.health = makeMetricFilters(this, context, this.logGroup.name);
    this.databaseRule =
      config.databaseSecurityGroupId === undefined
        ? undefined
        : new VpcSecurityGroupIngressRule(this, 'database-from-migrations-runner', {
            description: 'Backups: straight to the database, past the pool',
            securityGroupId: config.databaseSecurityGroupId,
            referencedSecurityGroupId: config.migrationsRunnerSgId,
            ipProtocol: 'tcp',
            fromPort: config.databasePort ?? DEFAULTS.databasePort,
            toPort: config.databasePort ?? DEFAULTS.databasePort,
          });

    this.successMetric = { namespace: namespaceOf(context), metricName: 'BackupSucceeded', dimensions: {} };
    this.failureMetric = { namespace: namespaceOf(context), metricName: 'BackupFailed', dimensions: {} };
    this.copyMetric = config.copy && copyMetric(config.bucketName, config.copy);
    this.copyRoleArn = this.copyRole?.arn;
    this.bucketName = this.storage.bucket.bucket;
    this.bucketArn = this.storage.bucket.arn;
    this.kmsKeyArn = this.key.arn;
    this.taskDefinitionArn = this.taskDefinition.arn;
    this.taskDefinitionArnWithoutRevision = this.taskDefinition.arnWithoutRevision;
    this.taskDefinitionFamily = this.taskDefinition.family;
    this.taskRoleArn = this.taskRole.arn;
    this.executionRoleArn = this.executionRole.arn;
    this.subnetIds = config.subnetIds;
    this.securityGroupIds = config.securityGroupIds;
    this.restoreRoleArn = this.restoreRole.arn;
    this.logGroupName = this.logGroup.name;
    this.restoreJob = {
      taskDefinitionFamily: this.restoreTaskDefinition.family,
      taskRoleArn: this.restoreRole.arn,
      containerName: RESTORE,
      logGroupName: this.restoreLogGroup.name,
      subnetIds: config.subnetIds,
      securityGroupIds: config.securityGroupIds,
    };
    this.operatorStatements = operatorStatements({
      context,
      clusterArn: config.clusterArn,
      taskDefinitionArn: `${this.restoreTaskDefinition.arnWithoutRevision}:*`,
      roleArns: [this.restoreRole.arn, this.executionRole.arn],
      logGroupArn: this.restoreLogGroup.arn,
      bucketArn,
    });
  }
}

/** Above this, a dump holds its snapshot, and so dead rows, for most of the time between two of them. */
const LONGEST_HOURS = 12;

function warnOfDuration(scope: Construct, id: string, { databaseStorageGib, size }: StorageBackupsConfig): void {
  if (databaseStorageGib === undefined) return;
  const hours = Math.round(hoursOf(databaseStorageGib, size ?? sizeFor(databaseStorageGib)).backup);
  if (hours <= LONGEST_HOURS) return;
  warn(
    scope,
    `storage-backups "${id}": a dump of ${databaseStorageGib} GiB takes about ${hours} hours, since pg_dump reads it by one connection. Dump less (pg_dump's arguments in the schedule), or rely on the snapshots of RDS.`,
  );
}

function warnOfCompliance(
  scope: Construct,
  id: string,
  { retention = DEFAULTS.retention, bucketName }: StorageBackupsConfig,
): void {
  if (retention.mode !== 'COMPLIANCE') return;
  const { years, days } = retention as { years?: number; days?: number };
  warn(
    scope,
    `storage-backups "${id}": a backup in ${bucketName} cannot be deleted by anyone for ${years === undefined ? `${days} days` : `${years} years`} (COMPLIANCE), and the bucket cannot be destroyed while it holds one.`,
  );
}
