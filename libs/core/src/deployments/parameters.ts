/** An environment, by what the names of its parameters begin with. */
export interface DeployedEnvironment {
  /** e.g. `restartix`. */
  readonly project: string;
  /** e.g. `staging`. */
  readonly env: string;
}

/**
 * What an environment's parameters say:
 * - `services`, `jobs`: what a deployment needs to know of each
 * - `secrets`: which keys a person has to set in each
 * - `images`: which image of each repository is deployed
 * - `deployments`: which deployment of each image is the newest
 */
export type ParameterKind = 'services' | 'jobs' | 'secrets' | 'images' | 'deployments';

/** `/{project}/{env}/{kind}/{name}`, or without a name what all of a kind begin with. */
export function parameterName({ project, env }: DeployedEnvironment, kind: ParameterKind, name?: string): string {
  return `/${project}/${env}/${kind}${name === undefined ? '' : `/${name}`}`;
}

/**
 * Characters of a standard parameter's value.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const MAX_PARAMETER_VALUE = 4096;
