import { BatchGetImageCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { ToolError } from '@restartix/kit';
import type { Context } from '../context';
import { repositoryNameOf, type WantedImage } from './wanted';

/** The repository's lifecycle policy keeps images with such a tag: what runs, and what ran lately. */
const DEPLOYED = 'deployed-';

/** Tags an image as deployed, unless it is. The tag is new each time, so repositories may be immutable. */
export async function tagAsDeployed(
  { aws }: Pick<Context, 'aws'>,
  image: WantedImage,
  now = new Date(),
): Promise<void> {
  if (image.tags.some((tag) => tag.startsWith(DEPLOYED))) return;
  const repositoryName = repositoryNameOf(image.repositoryUrl);
  const imageIds = [{ imageDigest: image.digest }];
  const { images = [], failures = [] } = await aws.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }));
  const [found] = images;
  if (found?.imageManifest === undefined)
    throw new ToolError(
      `${image.name}: ECR does not give the manifest of ${image.digest}: ${failures[0]?.failureReason ?? 'no reason given'}.`,
      'Push the image again.',
    );
  await aws.ecr.send(
    new PutImageCommand({
      repositoryName,
      imageManifest: found.imageManifest,
      imageManifestMediaType: found.imageManifestMediaType,
      imageDigest: image.digest,
      imageTag: `${DEPLOYED}${now.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    }),
  );
}
