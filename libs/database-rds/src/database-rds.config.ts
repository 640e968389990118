import type { LogRetentionDays, ModuleConfig } from '@restartix/core';

/** Inputs of the PostgreSQL instance. */
export interface DatabaseRdsConfig extends ModuleConfig {
  /**
   * Logical name: the instance is `{project}-{env}-{name}`.
   * @default 'database'
   */
  readonly name?: string;
  /** Size of the instance, e.g. `db.t4g.medium`. */
  readonly instanceClass: string;
  /** GiB to begin with, 20 to 65536. */
  readonly allocatedStorage: number;
  /** GiB up to which RDS lets storage grow by itself, at least a tenth more than `allocatedStorage`. */
  readonly maxAllocatedStorage: number;
  /** A standby in another zone that takes over within a minute or two; twice the price. */
  readonly multiAz: boolean;
  /** Days of continuous backup, 1 to 35. */
  readonly backupRetentionPeriod: number;
  /** VPC to deploy into. */
  readonly vpcId: string;
  /** Private subnets in two zones or more. */
  readonly subnetIds: readonly string[];
  /** Security groups of the database: who may connect. */
  readonly securityGroupIds: readonly string[];
  /**
   * ARN of the KMS key for storage, Performance Insights and the master secret.
   * @default - AWS's own keys
   */
  readonly kmsKeyId?: string;
  /**
   * PostgreSQL version: the major alone, for which AWS chooses the minor, or `major.minor` that AWS still creates.
   * @default '16' - a minor version of one's own is retired within a year
   */
  readonly engineVersion?: string;
  /**
   * Who decides on minor versions: with `automatic`, AWS upgrades in a maintenance window; with `manual`, nobody does but
   * `engineVersion` (and AWS, when a version is retired).
   * @default - 'automatic' where `engineVersion` is the major alone, else 'manual'
   */
  readonly minorVersionUpgrades?: 'manual' | 'automatic';
  /**
   * The major that runs, for as long as an upgrade to `engineVersion` takes, e.g. `'16'`: AWS is asked for a major upgrade,
   * and the parameter group of the old major stays. Remove it once the new version runs.
   * @default - none: AWS refuses a new major
   */
  readonly upgradeFrom?: string;
  /**
   * Name of the first database, letters, digits and underscores.
   * @default - the project, e.g. `restartix`
   */
  readonly dbName?: string;
  /**
   * Name of the master user, lowercase letters, digits and underscores.
   * @default 'app_admin'
   */
  readonly masterUsername?: string;
  /**
   * Port that PostgreSQL listens on.
   * @default 5432
   */
  readonly port?: number;
  /**
   * Raise it to give the database a new master password; secret and database change in the same apply.
   * @default 1
   */
  readonly passwordVersion?: number;
  /**
   * Instances that take reads, by a stable key, e.g. `{ reports: { instanceClass: 'db.t4g.small' } }`; up to 15.
   * @default - none
   */
  readonly replicas?: Readonly<Record<string, ReplicaConfig>>;
  /**
   * Snapshots of intentional moments, by label, e.g. `['before-2027-migration']`. A new label takes one in the next apply;
   * a removed label deletes its snapshot.
   * @default - none
   */
  readonly snapshots?: readonly string[];
  /**
   * Daily, `HH:MM-HH:MM` in UTC, 30 minutes or more.
   * @default '01:00-01:30'
   */
  readonly backupWindow?: string;
  /**
   * Weekly, `ddd:HH:MM-ddd:HH:MM` in UTC, 30 minutes or more, not during the backup.
   * @default 'sun:03:00-sun:04:00'
   */
  readonly maintenanceWindow?: string;
  /**
   * Certificate authority of the instance's TLS certificate. Clients that verify must have its root.
   * @default 'rds-ca-rsa2048-g1' - what AWS gives, pinned: a change of AWS's default cannot surprise clients
   */
  readonly certificateAuthority?: 'rds-ca-rsa2048-g1' | 'rds-ca-rsa4096-g1' | 'rds-ca-ecc384-g1';
  /**
   * Makes AWS refuse to delete the instance.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * What a destroy leaves behind.
   * @default 'snapshot' - a final snapshot, `{instance}-final-{suffix}`, and the automated backups for as long as they were kept
   */
  readonly onDestroy?: 'snapshot' | 'nothing';
  /**
   * Applies changes at once instead of in the next maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /**
   * Days that exported logs stay.
   * @default 30
   */
  readonly logRetentionInDays?: LogRetentionDays;
  /**
   * ARN of the KMS key of the log groups. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
  /**
   * Days in which the deleted master secret can be restored, 7 to 30, or 0 to delete it at once.
   * @default 30
   */
  readonly secretRecoveryWindowInDays?: number;
}

/** An instance that follows the primary and takes reads. */
export interface ReplicaConfig {
  /**
   * Size of the replica.
   * @default - the primary's
   */
  readonly instanceClass?: string;
  /**
   * A standby of the replica in another zone.
   * @default false
   */
  readonly multiAz?: boolean;
}

export const DEFAULTS = {
  engineVersion: '16',
  masterUsername: 'app_admin',
  port: 5432,
  backupWindow: '01:00-01:30',
  maintenanceWindow: 'sun:03:00-sun:04:00',
  certificateAuthority: 'rds-ca-rsa2048-g1',
  logRetentionInDays: 30,
} as const;
