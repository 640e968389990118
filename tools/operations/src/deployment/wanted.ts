import { DescribeImagesCommand, type ImageDetail } from '@aws-sdk/client-ecr';
import { ToolError } from '@restartix/kit';
import type { Context } from '../context';
import type { Described, ImageRecord } from './environment';

/** An image as it was asked for: `core-api@sha256:…` or `clinic=1.4.2`. */
export interface AskedImage {
  readonly name: string;
  readonly reference: { readonly imageDigest: string } | { readonly imageTag: string };
}

/** An image that is to be deployed. */
export interface WantedImage extends ImageRecord {
  /** `{repositoryUrl}@sha256:…` */
  readonly wantedUri: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageIdentifier.html, and Docker's grammar of a tag.
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** @throws ToolError for what is neither `name@digest` nor `name=tag`, and for a name that comes twice. */
export function parseImages(lists: readonly string[]): AskedImage[] {
  const images = lists.flatMap((list) => list.split(',').map((text) => parseImage(text.trim())));
  const twice = images.find(({ name }, index) => images.findIndex((other) => other.name === name) < index);
  if (twice) throw new ToolError(`--images names "${twice.name}" twice.`, 'Choose one image of each repository.');
  return images;
}

function parseImage(text: string): AskedImage {
  const {
    name = '',
    digest,
    tag,
  } = /^(?<name>[a-z0-9][a-z0-9._/-]*)(?:@(?<digest>.+)|=(?<tag>.+))$/.exec(text)?.groups ?? {};
  const reference = digest === undefined ? tag : digest;
  if (reference !== undefined && (DIGEST.test(reference) || (tag !== undefined && TAG.test(tag))))
    return { name, reference: referenceOf(reference) };
  throw new ToolError(
    `--images "${text}" is not an image (allowed: name@sha256:<64 hexadecimal digits>, name=tag).`,
    'e.g. --images=core-api@sha256:…,clinic=1.4.2',
  );
}

/** A digest or a tag. */
export function referenceOf(text: string): AskedImage['reference'] {
  return DIGEST.test(text) ? { imageDigest: text } : { imageTag: text };
}

type Asked = Pick<Context, 'aws' | 'env'>;

/** The image that is meant, by its digest: whatever becomes of the tag later. Undefined when the repository has none such. */
export async function wantedImage(
  context: Asked,
  { images }: Pick<Described, 'images'>,
  { name, reference }: AskedImage,
): Promise<WantedImage | undefined> {
  const record = repositoryOf(context, { images }, { name });
  const found = await imageIn(context, record, reference);
  const digest = found?.imageDigest;
  return digest === undefined
    ? undefined
    : { ...record, digest, wantedUri: `${record.repositoryUrl}@${digest}`, tags: found?.imageTags ?? [] };
}

/** @throws ToolError for a repository that does not exist. */
export function repositoryOf(
  { env }: Pick<Context, 'env'>,
  { images }: Pick<Described, 'images'>,
  { name }: Pick<AskedImage, 'name'>,
): ImageRecord {
  const record = images.get(name);
  if (record) return record;
  throw new ToolError(
    `${env}: repository "${name}" does not exist (allowed: ${[...images.keys()].join(', ')}).`,
    'Choose one of them.',
  );
}

export async function imageIn(
  { aws }: Pick<Context, 'aws'>,
  { repositoryUrl }: Pick<ImageRecord, 'repositoryUrl'>,
  reference: AskedImage['reference'],
): Promise<ImageDetail | undefined> {
  const repositoryName = repositoryNameOf(repositoryUrl);
  try {
    const { imageDetails } = await aws.ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [reference] }));
    return imageDetails?.[0];
  } catch (error) {
    if ((error as Error).name === 'ImageNotFoundException') return undefined;
    throw error;
  }
}

/** `123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api` → `restartix-staging-core-api` */
export function repositoryNameOf(repositoryUrl: string): string {
  return repositoryUrl.slice(repositoryUrl.indexOf('/') + 1);
}

/** `sha256:3f1c…` → `3f1c0a9b12de`, enough for people to compare. */
export function shortDigest(digest: string): string {
  return digest.replace(/^.*sha256:/, '').slice(0, 12);
}
