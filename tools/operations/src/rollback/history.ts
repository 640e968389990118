import { paginateGetParameterHistory } from '@aws-sdk/client-ssm';
import { parameterName } from '@restartix/core/deployments';
import type { Context } from '../context';
import type { ImageRecord } from '../deployment/environment';
import { imageIn } from '../deployment/wanted';

/** An image that was deployed. */
export interface Past {
  readonly uri: string;
  readonly digest: string;
  readonly at: Date | undefined;
  /** Who deployed it, as Parameter Store knows it. */
  readonly by: string;
  /** Undefined when it is no longer in the repository. */
  readonly tags: readonly string[] | undefined;
}

// Further back than this nobody rolls back, and each is looked up.
const SHOWN = 10;

/** What was deployed lately, newest first, each once. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export async function historyOf(
  context: Pick<Context, 'aws' | 'env' | 'project'>,
  image: ImageRecord,
): Promise<Past[]> {
  const found = new Map<string, Omit<Past, 'tags'>>();
  const Name = parameterName(context, 'images', image.name);
  for await (const { Parameters = [] } of paginateGetParameterHistory({ client: context.aws.ssm }, { Name })) {
    for (const { Value: uri = '', LastModifiedDate: at, LastModifiedUser: by = '' } of Parameters) {
      const digest = /@(sha256:[0-9a-f]{64})$/.exec(uri)?.[1];
      if (digest === undefined) continue;
      // The history is from old to new: a digest that was deployed again comes last.
      found.delete(digest);
      found.set(digest, { uri, digest, at, by });
    }
  }
  const newest = [...found.values()].reverse().slice(0, SHOWN);
  return Promise.all(
    newest.map(async (past) => {
      const detail = await imageIn(context, image, { imageDigest: past.digest });
      return { ...past, tags: detail && (detail.imageTags ?? []) };
    }),
  );
}
