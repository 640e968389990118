import type { ModuleConfig } from '@restartix/core';

/**
 * Whether a tag may be moved to another image.
 * - `mutable`: it may, as `:latest` needs
 * - `immutable`: it may not, so that a tag names one image for good
 */
export type TagMutability = 'mutable' | 'immutable';

/** Inputs of the image repositories. */
export interface ContainerRegistryConfig extends ModuleConfig {
  /** Logical names; each becomes a repository `{project}-{env}-{name}`, e.g. `restartix-staging-core-api`. */
  readonly repositories: readonly string[];
  /**
   * @default 'immutable' - deployments name a digest; nothing needs a tag that moves
   */
  readonly tagMutability?: TagMutability;
  /**
   * Days after which an image without a tag is removed: what was pushed by digest alone, or lost a tag that moved.
   * @default 14
   */
  readonly untaggedDays?: number;
  /**
   * Newest images with a tag `deployed-…` that stay: what runs, and what to roll back to. The pipeline tags what it
   * deploys, and no other rule removes such an image.
   * @default 30
   */
  readonly keepDeployed?: number;
  /**
   * Newest images with other tags that stay: pushed, not deployed yet.
   * @default 30
   */
  readonly keepTagged?: number;
  /**
   * ARN of the KMS key.
   * @default - AES-256 with a key of ECR's own, free of charge
   */
  readonly kmsKeyId?: string;
  /**
   * Lets a destroy delete repositories with images in them.
   * @default false
   */
  readonly forceDelete?: boolean;
  /**
   * Other AWS accounts that may pull, 12 digits each.
   * @default - none
   */
  readonly pullAccounts?: readonly string[];
}
