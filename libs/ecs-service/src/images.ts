import { isKnown, originsOf, reference, type DeployedImage } from '@restartix/core';
import { Token, ref } from 'cdktf';
import type { Construct } from 'constructs';
import type { ContainerConfig } from './ecs-service.config';

// Also the names of FIPS and of IPv6.
// Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
const ECR_IMAGE = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)\/([^:@]+)/;
const ECR_REFERENCE = /^\$\{((?:data\.)?aws_ecr_repository\.[\w-]+)\.repository_url\}/;

/** The ECR repository of an image; `other` is a registry that needs no permission, `unknown` needs `repositoryArn`. */
export type Repository =
  { readonly kind: 'ecr'; readonly arn: string } | { readonly kind: 'other' } | { readonly kind: 'unknown' };

/** Where an image comes from, read from its URI or from the resource that the URI refers to. */
export function repositoryOf(
  scope: Construct,
  { imageUri, repositoryArn }: ContainerConfig,
  partition: string,
): Repository {
  if (repositoryArn) return { kind: 'ecr', arn: repositoryArn };
  if (typeof imageUri !== 'string') return { kind: 'ecr', arn: imageUri.repositoryArn };
  const [, account, region, name] = ECR_IMAGE.exec(imageUri) ?? [];
  if (name) return { kind: 'ecr', arn: `arn:${partition}:ecr:${region}:${account}:repository/${name}` };
  if (isKnown(imageUri)) return { kind: 'other' };
  const [, resource] = ECR_REFERENCE.exec(reference(scope, imageUri)) ?? [];
  if (!resource) return { kind: 'unknown' };
  const [owner] = originsOf(scope, imageUri);
  return { kind: 'ecr', arn: Token.asString(ref(`${resource}.arn`, owner)) };
}

/** Whether the image may be another one tomorrow: the tag `latest`, or none. */
export function isMovingImage(imageUri: string | DeployedImage): boolean {
  if (typeof imageUri !== 'string') return false;
  if (imageUri.endsWith(':latest')) return true;
  return isKnown(imageUri) && !/[:@][^/]+$/.test(imageUri);
}
