import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { JobDescription, ServiceDescription } from '@restartix/core/deployments';
import type { Context } from '../context';
import type { Described, Named } from './environment';
import { newestRevision, secretsOf } from './revisions';
import { wantedImage, type AskedImage, type WantedImage } from './wanted';

/** What a deployment changes and runs. */
export interface Deployment {
  readonly images: readonly WantedImage[];
  /** In the order in which they are updated. */
  readonly services: readonly Named<ServiceDescription>[];
  /** What runs before a service is changed, in order. */
  readonly before: readonly Named<JobDescription>[];
  /** Other tasks that get the images: what starts them takes the newest revision. */
  readonly jobs: readonly Named<JobDescription>[];
}

/** Something without which a deployment does not begin, and the command that brings it. */
export interface Missing {
  readonly what: string;
  readonly command: string;
}

type Asked = Pick<Context, 'aws' | 'env' | 'project' | 'nx'>;

/** Asks for everything that a deployment needs, and changes nothing. */
export async function prepare(
  context: Asked,
  described: Described,
  asked: readonly AskedImage[],
  { runJobs }: { readonly runJobs: boolean },
): Promise<{ deployment: Deployment; missing: Missing[] }> {
  const found = await Promise.all(asked.map((image) => wantedImage(context, described, image)));
  const images = found.filter((image) => image !== undefined);
  const names = asked.map(({ name }) => name);
  const services = described.services.filter(({ image }) => names.includes(image));
  const before = runJobs ? described.jobs.filter((job) => job.before.some((image) => names.includes(image))) : [];
  const jobs = described.jobs.filter((job) => names.includes(job.image) && !before.includes(job));
  const absent = asked.filter((_, index) => found[index] === undefined);
  const missing = [
    ...absent.map((image) => missingImage(context, described, image)),
    ...missingImagesOf(context, described, before, names),
    ...(await missingSecrets(context, [...services, ...before])),
  ];
  return { deployment: { images, services, before, jobs }, missing };
}

function missingImage({ env }: Asked, { images }: Described, { name, reference }: AskedImage): Missing {
  const url = images.get(name)?.repositoryUrl;
  const [text, target] =
    'imageTag' in reference
      ? [`tag ${reference.imageTag}`, `${url}:${reference.imageTag}`]
      : [reference.imageDigest, `${url}:<tag>`];
  return { what: `${env}: repository "${name}" has no image ${text}`, command: `docker push ${target}` };
}

/** A job runs another repository's image, of which nothing was deployed. */
function missingImagesOf(
  context: Asked,
  { images }: Described,
  before: readonly Named<JobDescription>[],
  names: readonly string[],
): Missing[] {
  const waiting = before.filter(({ image }) => !names.includes(image) && images.get(image)?.isDeployed !== true);
  return waiting.map(({ name, image }) => ({
    what: `${context.env}: job "${name}", which runs first, has image "${image}", of which nothing is deployed`,
    command: context.nx('deploy-images', `--images=${image}=<tag>`),
  }));
}

async function missingSecrets(
  context: Asked,
  tasks: readonly Named<{ readonly family: string }>[],
): Promise<Missing[]> {
  const readers = new Map<string, string[]>();
  for (const { name, family } of tasks) {
    const { definition } = await newestRevision(context, family);
    for (const arn of secretsOf(definition)) readers.set(arn, [...(readers.get(arn) ?? []), name]);
  }
  const missing = await Promise.all(
    [...readers].map(async ([arn, names]) => {
      const secret = await secretOf(context, arn);
      const what = `secret "${secret.name}", which ${names.join(' and ')} ${names.length === 1 ? 'reads' : 'read'}, has no value`;
      return secret.hasValue
        ? []
        : { what: `${context.env}: ${what}`, command: context.nx('secrets', 'set', shortName(context, secret.name)) };
    }),
  );
  return missing.flat();
}

/** Whether a secret has a current value; which one is not asked for. */
async function secretOf({ aws }: Asked, arn: string): Promise<{ name: string; hasValue: boolean }> {
  try {
    const { Name, VersionIdsToStages = {} } = await aws.secretsmanager.send(
      new DescribeSecretCommand({ SecretId: arn }),
    );
    return {
      name: Name ?? arn,
      hasValue: Object.values(VersionIdsToStages).some((stages) => stages.includes('AWSCURRENT')),
    };
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    return { name: arn.slice(arn.lastIndexOf(':') + 1), hasValue: false };
  }
}

/** `restartix/staging/clerk` → `clerk` */
function shortName({ project, env }: Asked, name: string): string {
  const prefix = `${project}/${env}/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
