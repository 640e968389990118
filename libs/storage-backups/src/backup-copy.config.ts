import type { ModuleConfig } from '@restartix/core';
import type { BackupRetention } from './storage-backups.config';

/** Inputs of the bucket that backups of another region or account are copied to. */
export interface BackupCopyConfig extends ModuleConfig {
  /**
   * The bucket's full name, unique in all of AWS. The environment's pipeline must not manage it: a name such as
   * `restartix-backups-production-copy`, and not `restartix-…-production`.
   */
  readonly bucketName: string;
  /**
   * ARN of the role that S3 copies as, `copyRoleArn` of the `StorageBackups`, written out: it comes after this bucket.
   * `arn:aws:iam::{account}:role/{project}-{env}-backup-copy`
   */
  readonly sourceRoleArn: string;
  /**
   * ARNs of the roles that read the copies, by a stable key: `restoreRoleArn` of the `StorageBackups`, and a role of this account
   * for the day on which the other one is lost. They may come later than the bucket.
   */
  readonly readerRoleArns: Readonly<Record<string, string>>;
  /** How long nobody can delete what came without a lock; a copy has the lock of its backup. @default { mode: 'COMPLIANCE', years: 7 } */
  readonly retention?: BackupRetention;
  /**
   * Whether Terraform refuses to plan the destruction of the copies' key (`prevent_destroy`).
   * @default true
   */
  readonly keyDeletionProtection?: boolean;
  /** Days between scheduling the key's deletion and losing every copy, 7 to 30. @default 30 */
  readonly keyDeletionWindowInDays?: number;
}

/** ARN of a role, and its account. */
export const ROLE = /^arn:[a-z-]+:iam::(\d{12}):role\/[\w+=,.@/-]+$/;
