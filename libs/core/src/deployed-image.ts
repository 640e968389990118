import { Fn, Op, Token, type IResolvable } from 'cdktf';

/** The tag that an image has until a first one is deployed. No image has it: the pipeline deploys digests. */
export const NOT_DEPLOYED = 'not-deployed';

/**
 * The image of a repository that is deployed: recorded in an SSM parameter, which the application's pipeline writes and
 * Terraform reads. An entry of `images` of a `ContainerRegistry`.
 */
export interface DeployedImage {
  /** `{repositoryUrl}@sha256:…`, or `{repositoryUrl}:not-deployed`; known to Terraform alone. */
  readonly uri: string;
  /** Whether there is one, as a condition for `whenDeployed`. */
  readonly isDeployed: IResolvable;
  /** Name of the parameter, `/{project}/{env}/images/{name}`. */
  readonly parameterName: string;
  /** ARN of the parameter. */
  readonly parameterArn: string;
  /** URL of the repository, without a tag. */
  readonly repositoryUrl: string;
  /** ARN of the repository. */
  readonly repositoryArn: string;
}

/** What is off until an image is deployed. A `DeployedImage` fits as it is. */
export type AwaitedImage = Pick<DeployedImage, 'isDeployed'>;

/** Whether an image of this URI is deployed. */
export function isDeployed(uri: string): IResolvable {
  return Op.not(Fn.endswith(uri, `:${NOT_DEPLOYED}`));
}

/**
 * One value once the image is deployed, another one before; the first where nothing is awaited.
 *
 * @example desiredCount: whenDeployed(image, 2, 0)
 */
export function whenDeployed(image: AwaitedImage | undefined, deployed: string, before: string): string;
export function whenDeployed(image: AwaitedImage | undefined, deployed: number, before: number): number;
export function whenDeployed<T extends string | number>(image: AwaitedImage | undefined, deployed: T, before: T) {
  if (image === undefined || deployed === before) return deployed;
  const value = Fn.conditional(image.isDeployed, deployed, before);
  return typeof deployed === 'number' ? Token.asNumber(value) : Token.asString(value);
}

/** What a container is given as its image. */
export function imageUriOf(image: string | DeployedImage): string {
  return typeof image === 'string' ? image : image.uri;
}

/** The image whose deployment is awaited; undefined for one that is named. */
export function deployedImageOf(image: string | DeployedImage): DeployedImage | undefined {
  return typeof image === 'string' ? undefined : image;
}
