import { join } from 'node:path';
import { listed, ToolError } from '@restartix/kit';
import { defineCommand } from '../command';
import type { Context } from '../context';
import { describedEnvironment } from '../deployment/environment';
import { imageIn, parseImages, repositoryOf, type AskedImage } from '../deployment/wanted';
import { digestIn } from './archive';
import { push } from './push';

export const pushImages = defineCommand({
  name: 'push-images',
  summary: 'Pushes images that were built, as OCI archives <name>.tar.',
  line: (command) =>
    command
      .option('--images <list>', 'comma-separated: <name>=<tag>', listed)
      .option('--from <folder>', 'where the archives are', '.'),
  run: async (context, { images: lists = [], from }) => {
    const described = await describedEnvironment(context);
    for (const asked of parseImages(lists)) {
      // Who names a digest has pushed it.
      if (!('imageTag' in asked.reference)) continue;
      const { repositoryUrl } = repositoryOf(context, described, asked);
      await pushImage(context, {
        ...asked,
        tag: asked.reference.imageTag,
        repositoryUrl,
        archive: join(from, `${asked.name}.tar`),
      });
    }
    return 0;
  },
});

interface Push extends Pick<AskedImage, 'name'> {
  readonly tag: string;
  readonly repositoryUrl: string;
  readonly archive: string;
}

/** Pushes an image unless it is there. @throws ToolError when the tag is another image's: tags are immutable. */
async function pushImage(context: Context, { name, tag, repositoryUrl, archive }: Push): Promise<void> {
  const digest = await digestIn(archive);
  const taken = await imageIn(context, { repositoryUrl }, { imageTag: tag });
  if (taken !== undefined && taken.imageDigest !== digest)
    throw new ToolError(
      `${name}: tag ${tag} is another image, ${taken.imageDigest}, than ${archive}, ${digest}.`,
      'Give each build a tag of its own, e.g. the commit, or deploy what was pushed, by its digest.',
    );
  if (taken === undefined) await push(context, archive, `${repositoryUrl}:${tag}`);
  context.print(`${name}@${digest}${taken === undefined ? '' : ' was pushed before'}`);
}
