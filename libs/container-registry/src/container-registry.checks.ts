import { checkBounds, checkConfig, checkUnique, checkValues, isKnown } from '@restartix/core';
import type { ContainerRegistryConfig } from './container-registry.config';
import { CONTAINER_REGISTRY_CONFIG } from './generated-inputs';

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
const REPOSITORY_NAME = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkContainerRegistry(id: string, config: ContainerRegistryConfig): void {
  checkValues('container-registry', id, config, { inputs: CONTAINER_REGISTRY_CONFIG });
  const { repositories, untaggedDays, keepDeployed, keepTagged, pullAccounts = [] } = config;
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
      if (REPOSITORY_NAME.test(name)) return;
      problem({
        property: `repositories[${index}]`,
        value: name,
        allowed: 'lowercase letters and digits, with single hyphens, dots, underscores or slashes between (Amazon ECR)',
        fix: 'Use a name such as core-api.',
      });
    });
    checkUnique('repositories', repositories, problem);
    for (const [property, value] of Object.entries({ untaggedDays, keepDeployed, keepTagged })) {
      checkBounds(problem, { property, value, min: 1, by: 'Amazon ECR', fix: 'Leave it out for the default.' });
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
