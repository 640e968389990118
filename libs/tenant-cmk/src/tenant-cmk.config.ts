import type { ModuleConfig } from '@restartix/core';

/**
 * How far the key is on its way out. Each step is a deployment of its own, and people do what it is about: the README's steps of
 * crypto-shredding.
 * - `disabled`: nothing can be encrypted or decrypted; can be undone
 * - `released`: disabled, and Terraform no longer refuses to plan that the key goes
 */
export type Retirement = 'disabled' | 'released';

/** Inputs of a tenant's key. */
export interface TenantCmkConfig extends ModuleConfig {
  /**
   * Id of the tenant, e.g. `physio-berlin`: up to 24 lowercase letters, digits and single hyphens. It is part of the alias, the
   * tag `Tenant`, and what sessions and encryption contexts must name.
   */
  readonly tenant: string;
  /**
   * Names of buckets that S3 encrypts with the key: the tenant's own.
   * @default [] - for calls to KMS alone
   */
  readonly bucketNames?: readonly string[];
  /**
   * The tenant's own AWS account, 12 digits: it may decrypt what the buckets' policies let it read.
   * @default - none
   */
  readonly tenantAccountId?: string;
  /**
   * ARN of the role that may disable the key and schedule its deletion. No other principal can.
   * @default - the environment's break-glass role, `{project}-{env}-break-glass`
   */
  readonly breakGlassRoleArn?: string;
  /**
   * Days between rotations of the key material, 90 to 2560. Old material stays for what it encrypted.
   * @default 365
   */
  readonly rotationPeriodInDays?: number;
  /**
   * Days between scheduling the key's deletion and losing everything that it encrypts, 7 to 30.
   * @default 30 - the longest way back
   */
  readonly deletionWindowInDays?: number;
  /**
   * How far the key is on its way out.
   * @default - in use: Terraform refuses to plan its destruction
   */
  readonly retirement?: Retirement;
}
