import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import {
  NOT_DEPLOYED,
  claimName,
  contextOf,
  isDeployed,
  mapValues,
  policyDocument,
  recordOf,
  type DeployedImage,
} from '@restartix/core';
import { Construct } from 'constructs';
import { checkContainerRegistry } from './container-registry.checks';
import type { ContainerRegistryConfig, TagMutability } from './container-registry.config';
import { deployedUri } from './deployed-uri';
import { lifecyclePolicy } from './lifecycle-policy';

// Amazon ECR allows 2 to 256 characters.
const MAX_NAME = 256;

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** What services and pipelines take from the repositories. */
export interface ContainerRegistryOutputs {
  /** By logical name, e.g. `repositoryUrls['core-api']`. */
  readonly repositoryUrls: Readonly<Record<string, string>>;
  /** By logical name. */
  readonly repositoryArns: Readonly<Record<string, string>>;
  /** The image of each repository that is deployed, by logical name: what services and schedules run. */
  readonly images: Readonly<Record<string, DeployedImage>>;
}

/**
 * The environment's image repositories: scanned on push, cleared of old images; and for each the record of the image that
 * is deployed, which the application's pipeline writes and Terraform reads.
 */
export class ContainerRegistry extends Construct implements ContainerRegistryOutputs {
  readonly repositoryUrls: Readonly<Record<string, string>>;
  readonly repositoryArns: Readonly<Record<string, string>>;
  readonly images: Readonly<Record<string, DeployedImage>>;

  /** By logical name. */
  readonly repositories: Readonly<Record<string, EcrRepository>>;
  /** By logical name. */
  readonly lifecyclePolicies: Readonly<Record<string, EcrLifecyclePolicy>>;
  /** By logical name; empty without `pullAccounts`. */
  readonly pullPolicies: Readonly<Record<string, EcrRepositoryPolicy>>;
  /** The parameters that record which image is deployed, by logical name. */
  readonly deployments: Readonly<Record<string, SsmParameter>>;

  private readonly tagMutability: TagMutability;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: ContainerRegistryConfig) {
    super(scope, id);
    checkContainerRegistry(id, config);
    const context = contextOf(this, 'container-registry', id, config);
    const {
      repositories: names,
      tagMutability = 'immutable',
      kmsKeyId,
      forceDelete = false,
      pullAccounts = [],
    } = config;
    const fullName = (name: string): string => context.name(name, MAX_NAME);
    names.forEach((value, index) => {
      const physicalName = fullName(value);
      claimName(this, { module: 'container-registry', property: `repositories[${index}]`, value, physicalName });
    });
    this.tagMutability = tagMutability;

    this.repositories = recordOf(
      names,
      (name) =>
        new EcrRepository(this, name, {
          name: fullName(name),
          imageTagMutability: tagMutability.toUpperCase(),
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfiguration: [
            kmsKeyId ? { encryptionType: 'KMS', kmsKey: kmsKeyId } : { encryptionType: 'AES256' },
          ],
          forceDelete,
        }),
    );
    this.lifecyclePolicies = recordOf(
      names,
      (name) =>
        new EcrLifecyclePolicy(this, `${name}-lifecycle`, {
          repository: this.repositories[name]!.name,
          policy: lifecyclePolicy(config),
        }),
    );
    const principals = { AWS: pullAccounts.map((account) => `arn:${context.partition}:iam::${account}:root`) };
    this.pullPolicies = recordOf(
      pullAccounts.length > 0 ? names : [],
      (name) =>
        new EcrRepositoryPolicy(this, `${name}-policy`, {
          repository: this.repositories[name]!.name,
          policy: policyDocument([{ sid: 'PullImages', actions: PULL, principals }]),
        }),
    );

    const parameterOf = (name: string): string => `/${context.project}/${context.env}/images/${name}`;
    this.deployments = recordOf(
      names,
      (name) =>
        new SsmParameter(this, `${name}-image`, {
          // Nothing but name, type and value: the pipeline's PutParameter says no more, and must lose nothing.
          name: parameterOf(name),
          type: 'String',
          insecureValue: `${this.repositories[name]!.repositoryUrl}:${NOT_DEPLOYED}`,
          lifecycle: { ignoreChanges: ['insecure_value'] },
        }),
    );

    this.images = mapValues(this.deployments, (parameter, name) => {
      const uri = deployedUri(parameter, parameterOf(name));
      return {
        uri,
        isDeployed: isDeployed(uri),
        parameterName: parameter.name,
        parameterArn: parameter.arn,
        repositoryUrl: this.repositories[name]!.repositoryUrl,
        repositoryArn: this.repositories[name]!.arn,
      };
    });
    this.repositoryUrls = mapValues(this.repositories, ({ repositoryUrl }) => repositoryUrl);
    this.repositoryArns = mapValues(this.repositories, ({ arn }) => arn);
  }

  /**
   * An image to run, e.g. `uri('core-api')`.
   * @param tag a tag, or a digest such as `sha256:…`; `latest` where tags may move
   * @throws Error that lists the repositories there are, when there is none of that name.
   * @throws Error without a tag where tags are immutable: `latest` would stay the first image that had it.
   */
  uri(name: string, tag?: string): string {
    const url = this.repositoryUrls[name];
    if (url === undefined) {
      throw new Error(`There is no repository "${name}"; there are: ${Object.keys(this.repositories).join(', ')}.`);
    }
    if (tag === undefined && this.tagMutability === 'immutable') {
      throw new Error(`The tags of repository "${name}" are immutable: say which one, or give a digest.`);
    }
    return tag?.startsWith('sha256:') ? `${url}@${tag}` : `${url}:${tag ?? 'latest'}`;
  }
}
