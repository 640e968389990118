import type { ModuleConfig } from '@restartix/core';

/** Inputs of the platform's key. */
export interface EncryptionKeyConfig extends ModuleConfig {
  /**
   * Logical name of a further key: its alias is `alias/{project}-{env}-{name}`.
   * @default - none: the platform's own key, `alias/{project}-{env}`
   */
  readonly name?: string;
  /**
   * What the key is for, shown in the console.
   * @default - 'Encrypts the data of {project} {env}'
   */
  readonly description?: string;
  /**
   * Days between scheduling the key's deletion and losing everything that it encrypts, 7 to 30.
   * @default 30 - the longest way back
   */
  readonly deletionWindowInDays?: number;
  /**
   * Whether Terraform refuses to plan the key's destruction (`prevent_destroy`), and with it a destroy of all that is around it.
   * @default false - the environment's destroy decides
   */
  readonly deletionProtection?: boolean;
  /**
   * Days between rotations of the key material, 90 to 2560. Old material stays for what it encrypted.
   * @default 365
   */
  readonly rotationPeriodInDays?: number;
  /**
   * What this account's IAM policies can allow.
   * - `through-services`: to encrypt and decrypt by way of AWS services only (`kms:ViaService`): a role that may read a
   *   secret cannot decrypt a copy of what is in a database
   * - `direct`: calls to KMS itself too, as ECS Exec and client-side encryption need them
   * @default 'through-services'
   */
  readonly use?: KeyUse;
  /**
   * Services that write to encrypted topics and queues of this account in their own name.
   * - `cloudwatch`, `events`, `events.rds`, `ses`: alarms, EventBridge, databases and SES publish to topics
   * - `sns`: topics send to queues, dead letters too
   * @default [] - log groups only, which the key is always open to
   */
  readonly publishers?: readonly Publisher[];
  /**
   * ARNs of roles that may administer the key, but not decrypt with it, by a stable key.
   * @default - none beyond the account's own IAM
   */
  readonly administrators?: Readonly<Record<string, string>>;
  /**
   * ARNs of roles that may encrypt and decrypt directly, without a further IAM policy, by a stable key. The roles must
   * exist: KMS refuses a policy that names others.
   * @default - none
   */
  readonly users?: Readonly<Record<string, string>>;
}

/** A service that writes to topics or queues. */
export type Publisher = 'cloudwatch' | 'events' | 'events.rds' | 'ses' | 'sns';

export type KeyUse = 'through-services' | 'direct';
