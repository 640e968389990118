import type { ModuleConfig } from '@restartix/core';

/** Inputs of the Aurora Serverless v2 cluster. */
export interface DatabaseAuroraServerlessConfig extends ModuleConfig {
  /**
   * Logical name: the cluster is `{project}-{env}-{name}`.
   * @default 'database'
   */
  readonly name?: string;
  /** Least capacity in ACU (2 GiB of memory each), in steps of 0.5: 0 to pause when idle, else 0.5 or more. */
  readonly minCapacity: number;
  /** Most capacity in ACU, in steps of 0.5, 1 to 256. */
  readonly maxCapacity: number;
  /**
   * Says that the cluster may pause; must agree with `minCapacity`, so that neither is changed by accident.
   * @default - true when `minCapacity` is 0
   */
  readonly enableScaleToZero?: boolean;
  /**
   * Seconds without a connection after which the cluster pauses, 300 to 86400. Only with `minCapacity: 0`.
   * @default 300 - the shortest: an idle database costs storage only
   */
  readonly secondsUntilAutoPause?: number;
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
   * Days of continuous backup, 1 to 35.
   * @default 7
   */
  readonly backupRetentionPeriod?: number;
  /**
   * Aurora PostgreSQL version: the major alone, for which AWS chooses the minor, or `major.minor` that AWS still
   * creates. Pausing needs 13.15, 14.12, 15.7, 16.3 or later of each.
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
   * Further instances that take reads, by a stable key, e.g. `{ reports: { promotionTier: 15 } }`.
   * @default - none
   */
  readonly readers?: Readonly<Record<string, ReaderConfig>>;
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
   * Certificate authority of the instances' TLS certificates. Clients that verify must have its root.
   * @default 'rds-ca-rsa2048-g1' - what AWS gives, pinned: a change of AWS's default cannot surprise clients
   */
  readonly certificateAuthority?: CertificateAuthority;
  /**
   * Makes AWS refuse to delete the cluster.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /**
   * What a destroy leaves behind.
   * @default 'snapshot' - a final snapshot, `{cluster}-final-{suffix}`
   */
  readonly onDestroy?: 'snapshot' | 'nothing';
  /**
   * Applies changes at once instead of in the next maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /**
   * Days that exported PostgreSQL logs stay.
   * @default 30
   */
  readonly logRetentionInDays?: number;
  /**
   * ARN of the KMS key of the log group. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
  /**
   * Days in which the deleted master secret can be restored, 7 to 30, or 0 to delete it at once.
   * @default 30
   */
  readonly secretRecoveryWindowInDays?: number;
}

export type CertificateAuthority = 'rds-ca-rsa2048-g1' | 'rds-ca-rsa4096-g1' | 'rds-ca-ecc384-g1';

/** A further instance of the cluster that takes reads. */
export interface ReaderConfig {
  /**
   * Order of promotion when the writer fails, 0 (first) to 15. A reader of tier 0 or 1 scales with the writer.
   * @default 1
   */
  readonly promotionTier?: number;
}

export const DEFAULTS = {
  engineVersion: '16',
  masterUsername: 'app_admin',
  port: 5432,
  backupRetentionPeriod: 7,
  backupWindow: '01:00-01:30',
  maintenanceWindow: 'sun:03:00-sun:04:00',
  secondsUntilAutoPause: 300,
  certificateAuthority: 'rds-ca-rsa2048-g1',
} as const;
