import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { contextOf, policyDocument, type ModuleContext } from '@restartix/core';
import { Construct } from 'constructs';
import { checkContainerRegistryConfig, type ContainerRegistryConfig } from './container-registry.config';
import { lifecyclePolicy } from './lifecycle-policy';

// Amazon ECR allows 2 to 256 characters.
const MAX_NAME = 256;

/** The environment's image repositories: scanned on push, cleared of old images. */
export class ContainerRegistry extends Construct {
  /** By logical name, e.g. `repositoryUrls['core-api']`. */
  readonly repositoryUrls: Readonly<Record<string, string>>;
  /** By logical name. */
  readonly repositoryArns: Readonly<Record<string, string>>;

  /** By logical name. */
  readonly repositories: Readonly<Record<string, EcrRepository>>;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: ContainerRegistryConfig) {
    super(scope, id);
    checkContainerRegistryConfig(id, config);
    const context = contextOf(this, 'container-registry', id, config);

    this.repositories = Object.fromEntries(
      config.repositories.map((name) => [name, repository(this, name, context, config)]),
    );

    this.repositoryUrls = this.each(({ repositoryUrl }) => repositoryUrl);
    this.repositoryArns = this.each(({ arn }) => arn);
  }

  /**
   * An image to run, e.g. `uri('core-api')`.
   * @param tag a tag, or a digest such as `sha256:…`
   * @throws Error that lists the repositories there are, when there is none of that name.
   */
  uri(name: string, tag = 'latest'): string {
    const url = this.repositoryUrls[name];
    if (url === undefined) {
      throw new Error(`There is no repository "${name}"; there are: ${Object.keys(this.repositories).join(', ')}.`);
    }
    return tag.startsWith('sha256:') ? `${url}@${tag}` : `${url}:${tag}`;
  }

  private each(read: (repository: EcrRepository) => string): Record<string, string> {
    return Object.fromEntries(Object.entries(this.repositories).map(([name, repository]) => [name, read(repository)]));
  }
}

function repository(
  scope: Construct,
  name: string,
  context: ModuleContext,
  config: ContainerRegistryConfig,
): EcrRepository {
  const { tagMutability = 'mutable', kmsKeyId, forceDelete = false, pullAccounts = [] } = config;
  const made = new EcrRepository(scope, name, {
    name: context.name(name, MAX_NAME),
    imageTagMutability: tagMutability.toUpperCase(),
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: kmsKeyId ? [{ encryptionType: 'KMS', kmsKey: kmsKeyId }] : [{ encryptionType: 'AES256' }],
    forceDelete,
  });
  new EcrLifecyclePolicy(scope, `${name}-lifecycle`, { repository: made.name, policy: lifecyclePolicy(config) });
  if (pullAccounts.length > 0) {
    new EcrRepositoryPolicy(scope, `${name}-policy`, {
      repository: made.name,
      policy: policyDocument([
        {
          sid: 'Pull',
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          principals: { AWS: pullAccounts.map((account) => `arn:${context.partition}:iam::${account}:root`) },
        },
      ]),
    });
  }
  return made;
}
