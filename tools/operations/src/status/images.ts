import { DescribeImagesCommand, type ImageDetail } from '@aws-sdk/client-ecr';
import { isNamed } from '../aws/denied';
import type { Context } from '../context';
import { missing, ok, type Finding } from '../finding';
import { parametersOf } from '../parameters';

type Asked = Pick<Context, 'aws' | 'env' | 'project' | 'nx'>;

/** Which image of a repository is deployed: `{repositoryUrl}@sha256:…`, or `{repositoryUrl}:not-deployed`. */
export async function imagesOf(context: Asked): Promise<ReadonlyMap<string, string>> {
  return parametersOf(context, 'images', (_, value) => value);
}

export function digestOf(uri: string): string | undefined {
  return /@(?<digest>sha256:[0-9a-f]{64})$/.exec(uri)?.groups?.['digest'];
}

/** Each repository: whether an image of it is deployed, and is still there. */
export async function imageFindings(context: Asked): Promise<Finding[]> {
  const images = [...(await imagesOf(context))];
  const found = await Promise.all(images.map(([name, uri]) => finding(context, name, uri)));
  const waiting = found.flatMap(({ pushed }, i) => (pushed === undefined ? [] : [`${images[i]![0]}=${pushed}`]));
  // One deployment takes all that wait.
  const deploy = context.nx('deploy-images', `--images=${waiting.join(',')}`);
  return found.map(({ pushed, ...each }) => (pushed === undefined ? each : { ...each, fix: deploy }));
}

/** `pushed`: the tag of an image that waits to be deployed. */
async function finding(context: Asked, name: string, uri: string): Promise<Finding & { readonly pushed?: string }> {
  const [url = ''] = uri.split(/[:@](?=[^/]*$)/);
  const details = await detailsOf(context, url.slice(url.indexOf('/') + 1));
  const digest = digestOf(uri);
  const subject = `image ${name}`;
  const tag = newestTag(details);
  if (digest === undefined) {
    const push = `docker push ${url}:<tag>`;
    return tag === undefined
      ? missing(subject, 'nothing is pushed', push)
      : { ...missing(subject, `${tag} is pushed, nothing is deployed`, ''), pushed: tag };
  }
  if (details.some(({ imageDigest }) => imageDigest === digest))
    return ok(subject, `${digest.slice(0, 19)} is deployed`);
  return missing(
    subject,
    `${digest.slice(0, 19)} is deployed and no longer in the repository: no task of it can start again`,
    context.nx('deploy-images', `--images=${name}=${tag ?? '<tag>'}`),
  );
}

async function detailsOf({ aws }: Asked, repositoryName: string): Promise<readonly ImageDetail[]> {
  try {
    return (await aws.ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 1000 }))).imageDetails ?? [];
  } catch (error) {
    if (isNamed(error, 'RepositoryNotFoundException')) return [];
    throw error;
  }
}

/** Without those that a deployment gives. */
function newestTag(details: readonly ImageDetail[]): string | undefined {
  const byAge = [...details].sort((a, b) => Number(b.imagePushedAt) - Number(a.imagePushedAt));
  return byAge.flatMap(({ imageTags = [] }) => imageTags).find((tag) => !tag.startsWith('deployed-'));
}
