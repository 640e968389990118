import {
  parameterName,
  parseJob,
  parseService,
  type JobDescription,
  type ParameterKind,
  type ServiceDescription,
} from '@restartix/core/deployments';
import { ToolError } from '@restartix/kit';
import type { Context } from '../context';
import { parametersOf } from '../parameters';

/** The tag that Terraform writes for a repository of which nothing was deployed yet. */
const NOT_DEPLOYED = ':not-deployed';

/** Which image of a repository is deployed, as its parameter says. */
export interface ImageRecord {
  /** e.g. `core-api` */
  readonly name: string;
  readonly repositoryUrl: string;
  /** What task definitions have: `{repositoryUrl}@sha256:…`, or `{repositoryUrl}:not-deployed`. */
  readonly uri: string;
  readonly isDeployed: boolean;
}

/** What Terraform wrote about an environment. */
export interface Described {
  readonly services: readonly Named<ServiceDescription>[];
  readonly jobs: readonly Named<JobDescription>[];
  readonly images: ReadonlyMap<string, ImageRecord>;
}

export type Named<T> = T & { readonly name: string };

type Asked = Pick<Context, 'aws' | 'env' | 'project' | 'nx'>;

/** @throws ToolError for an environment that was not deployed. */
export async function describedEnvironment(context: Asked): Promise<Described> {
  const [services, jobs, images] = await Promise.all([
    parameters(context, 'services', parseService),
    parameters(context, 'jobs', parseJob),
    parameters(context, 'images', imageRecord),
  ]);
  if (images.length === 0)
    throw new ToolError(
      `${context.env}: ${parameterName(context, 'images')}/ has no parameter, so nothing can be deployed.`,
      `Deploy the environment first: ${context.nx('deploy')}. Elsewhere than in its account and region there is none either.`,
    );
  return { services, jobs, images: new Map(images.map((image) => [image.name, image])) };
}

/** All of a kind, by order and name. */
async function parameters<T extends object>(
  context: Asked,
  kind: ParameterKind,
  parse: (parameter: string, value: string) => T,
): Promise<Named<T>[]> {
  const found = [...(await parametersOf(context, kind, parse))].map(([name, value]) => ({ ...value, name }));
  const orderOf = (each: T): number => ('order' in each ? Number(each.order) : 0);
  return found.sort((a, b) => orderOf(a) - orderOf(b) || a.name.localeCompare(b.name));
}

function imageRecord(parameter: string, uri: string): Omit<ImageRecord, 'name'> {
  const { repositoryUrl } = /^(?<repositoryUrl>[^@]+?)(?:@sha256:[0-9a-f]{64}|:[^/:@]+)$/.exec(uri)?.groups ?? {};
  if (repositoryUrl === undefined)
    throw new ToolError(
      `${parameter}: "${uri}" is not an image (allowed: {repository}@sha256:…, {repository}${NOT_DEPLOYED}).`,
      'Write the image that runs there, by its digest.',
    );
  return { uri, repositoryUrl, isDeployed: !uri.endsWith(NOT_DEPLOYED) };
}
