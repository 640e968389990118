import type { DeployedImage, FargateSize, LogRetentionDays, ModuleConfig } from '@restartix/core';
import type { BackupCopyTarget } from './copy.config';
import type { BackupEncryptionKeys } from './encryption-keys';

/** How long nobody can delete a backup. Give either `years` or `days`. */
export interface BackupRetention {
  /** `COMPLIANCE` binds everyone, AWS's support and the account's root included; `GOVERNANCE` can be lifted by who may. */
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  /**
   * Years, 1 to 100.
   * @default - `days`
   */
  readonly years?: number;
  /**
   * Days, 1 to 36500.
   * @default - `years`
   */
  readonly days?: number;
}

/** Inputs of the backups. */
export interface StorageBackupsConfig extends ModuleConfig {
  /** The bucket's full name, unique in all of AWS, e.g. `restartix-backups-primary-staging`. */
  readonly bucketName: string;
  /**
   * An image that has what docs/images.md names: bash, the AWS CLI, OpenSSL, zstd, PostgreSQL's client of the server's major:
   * its URI, or `images['backup-runner']` of a `ContainerRegistry`, the one that was deployed last.
   */
  readonly runnerImageUri: string | DeployedImage;
  /** ARN of the secret whose key `DATABASE_DIRECT_URL` says where the database is; not through a pool. */
  readonly databaseSecretArn: string;
  /**
   * ARN of the secret whose key `BACKUP_ENCRYPTION_KEY` encrypts the dumps, 32 characters or more; or one secret for each
   * version of the key. Backups are made with the current one, and restored with the one that they were made with.
   */
  readonly backupEncryptionSecretArn: string | BackupEncryptionKeys;
  /**
   * ARNs of the KMS keys that encrypt these secrets.
   * @default [] - AWS's own key, which needs no rights
   */
  readonly secretsKmsKeyArns?: readonly string[];
  /** ARN of the cluster that the task runs in: restores by hand start there too. */
  readonly clusterArn: string;
  /** Private subnets of the task, where schedules run it. */
  readonly subnetIds: readonly string[];
  /** Security groups of the task: those of the migrations, which may reach the database straight. */
  readonly securityGroupIds: readonly string[];
  /** The group that the database lets in on 5432 for migrations and backups. */
  readonly migrationsRunnerSgId: string;
  /**
   * The database's group, where it does not let in `migrationsRunnerSgId` yet: a rule is then made.
   * @default - the network's own rules let it in
   */
  readonly databaseSecurityGroupId?: string;
  /** Port of the database. @default 5432 */
  readonly databasePort?: number;
  /** How long nobody can delete a backup. @default { mode: 'COMPLIANCE', years: 7 } */
  readonly retention?: BackupRetention;
  /**
   * A copy of each backup from now on, in a bucket of another region or account that exists already, with its lock.
   * @default - none
   */
  readonly copy?: BackupCopyTarget;
  /**
   * The application's services, by a stable key: key and bucket deny their roles everything, whatever else allows it. An
   * `EcsService` fits as it is.
   * @default {}
   */
  readonly applications?: Readonly<
    Record<
      string,
      {
        /** ARN of the role that its tasks have. */
        readonly taskRoleArn: string;
      }
    >
  >;
  /**
   * ARNs of the roles of people who restore, by a stable key. They may decrypt, besides the restore role.
   * @default {}
   */
  readonly operationsRoleArns?: Readonly<Record<string, string>>;
  /**
   * GiB that the database may grow to, from which the task's size follows.
   * @default - up to 40
   */
  readonly databaseStorageGib?: number;
  /**
   * CPU and memory of the two tasks, backup and restore.
   * @default - by `databaseStorageGib`: `{ cpu: 256, memory: 1024 }` up to 40 GiB, two processors above 160
   */
  readonly size?: FargateSize;
  /** GiB of the tasks' disks, 21 to 200; neither keeps a backup there. @default - 20, what each task has */
  readonly ephemeralStorageGib?: number;
  /** Days that the runner's log stays. @default 90 */
  readonly logRetentionInDays?: LogRetentionDays;
  /**
   * ARN of the KMS key of the log group. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
  /**
   * Whether Terraform refuses to plan the destruction of the backups' key (`prevent_destroy`).
   * @default false - the environment's destroy decides
   */
  readonly keyDeletionProtection?: boolean;
  /** Days between scheduling the key's deletion and losing every backup, 7 to 30. @default 30 */
  readonly keyDeletionWindowInDays?: number;
}

export const DEFAULTS = {
  retention: { mode: 'COMPLIANCE', years: 7 },
  databasePort: 5432,
  logRetentionInDays: 90,
  keyDeletionWindowInDays: 30,
} as const;

/** What a role, and what a Fargate task, is called after. */
export const RUNNER = 'backup-runner';
export const RESTORE = 'backup-restore';

/** ARNs of the roles that may never touch a backup. */
export function applicationRoleArns({ applications = {} }: Pick<StorageBackupsConfig, 'applications'>): string[] {
  return Object.values(applications).map(({ taskRoleArn }) => taskRoleArn);
}
