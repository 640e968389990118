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
   * @default 'mutable' - services run `:latest` until their deployments name a digest or a commit
   */
  readonly tagMutability?: TagMutability;
  /**
   * Days after which an image without a tag is removed: layers that a moved tag left behind.
   * @default 14
   */
  readonly untaggedDays?: number;
  /**
   * Newest tagged images that stay, the ones to roll back to.
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
