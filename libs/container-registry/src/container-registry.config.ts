import { checkConfig, isKnown, type ModuleConfig } from '@restartix/core';

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

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
const REPOSITORY_NAME = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkContainerRegistryConfig(id: string, config: ContainerRegistryConfig): void {
  const { repositories, untaggedDays, keepTagged, pullAccounts = [] } = config;
  checkConfig('container-registry', id, (problem) => {
    if (repositories.length === 0) {
      problem({
        property: 'repositories',
        value: repositories,
        allowed: 'one name or more',
        fix: 'Name the images of your services.',
      });
    }
    repositories.forEach((name, index) => {
      const property = `repositories[${index}]`;
      if (!REPOSITORY_NAME.test(name)) {
        problem({
          property,
          value: name,
          allowed:
            'lowercase letters and digits, with single hyphens, dots, underscores or slashes between (Amazon ECR)',
          fix: 'Use a name such as core-api.',
        });
      }
      if (repositories.indexOf(name) !== index) {
        problem({ property, value: name, allowed: 'each name once', fix: 'Remove the second one.' });
      }
    });
    for (const [property, value] of Object.entries({ untaggedDays, keepTagged })) {
      if (!isKnown(value) || (Number.isInteger(value) && value >= 1)) continue;
      problem({ property, value, allowed: 'whole numbers from 1 (Amazon ECR)', fix: 'Leave it out for the default.' });
    }
    pullAccounts.forEach((account, index) => {
      if (!isKnown(account) || /^\d{12}$/.test(account)) return;
      problem({
        property: `pullAccounts[${index}]`,
        value: account,
        allowed: 'an account id of 12 digits',
        fix: 'Write the id alone, not an ARN.',
      });
    });
  });
}
