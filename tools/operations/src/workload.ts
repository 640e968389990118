import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  paginateListServices,
  paginateListTaskDefinitionFamilies,
  type Service,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { nxCommand, ToolError } from '@restartix/kit';
import { lastPartOf } from './aws/arn';
import type { Context } from './context';

/** A service, or a job: a task that runs once, which only its task definition is there of. */
export interface Workload {
  /** e.g. `core-api` */
  readonly name: string;
  readonly cluster: string;
  /** Undefined for a job. */
  readonly service: Service | undefined;
  readonly definition: TaskDefinition;
}

type Asked = Pick<Context, 'env' | 'aws' | 'nameOf'>;

// What one DescribeServices takes.
const BATCH = 10;

export function clusterOf({ nameOf }: Pick<Context, 'nameOf'>): string {
  return nameOf('cluster');
}

/** Services by their short names, all of the environment without `names`. @throws ToolError for one that does not exist. */
export async function servicesOf(context: Asked, names?: readonly string[]): Promise<Workload[]> {
  const { aws, nameOf } = context;
  const cluster = clusterOf(context);
  const wanted = names?.map(nameOf) ?? (await listServices(context));
  const found: Service[] = [];
  for (let i = 0; i < wanted.length; i += BATCH) {
    const command = new DescribeServicesCommand({ cluster, services: wanted.slice(i, i + BATCH) });
    found.push(...((await aws.ecs.send(command)).services ?? []));
  }
  const active = found.filter(({ status }) => status === 'ACTIVE');
  const missing = wanted.find((name) => !active.some(({ serviceName }) => serviceName === name));
  if (missing !== undefined) throw unknown(context, 'service', missing, await listServices(context));
  return Promise.all(
    active.map(async (service) => ({
      name: shortName(context, service.serviceName!),
      cluster,
      service,
      definition: await definitionOf(context, service.taskDefinition!),
    })),
  );
}

export async function serviceOf(context: Asked, name: string): Promise<Workload> {
  const [service] = await servicesOf(context, [name]);
  return service!;
}

/** A task definition by its short name, e.g. `backup-runner`. @throws ToolError when there is none. */
export async function jobOf(context: Asked, name: string): Promise<Workload> {
  const { aws, nameOf } = context;
  const families = await all(
    paginateListTaskDefinitionFamilies({ client: aws.ecs }, { familyPrefix: nameOf(''), status: 'ACTIVE' }),
    ({ families: page }) => page,
  );
  if (!families.includes(nameOf(name))) throw unknown(context, 'job', nameOf(name), families);
  const definition = await definitionOf(context, nameOf(name));
  return { name, cluster: clusterOf(context), service: undefined, definition };
}

async function listServices(context: Asked): Promise<string[]> {
  const pages = paginateListServices({ client: context.aws.ecs }, { cluster: clusterOf(context) });
  const arns = await all(pages, ({ serviceArns }) => serviceArns);
  return arns.map(lastPartOf).sort();
}

async function definitionOf({ aws }: Asked, taskDefinition: string): Promise<TaskDefinition> {
  const answer = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  return answer.taskDefinition!;
}

function shortName({ nameOf }: Asked, name: string): string {
  return name.slice(nameOf('').length);
}

function unknown(context: Asked, kind: string, name: string, known: readonly string[]): ToolError {
  const names = known.map((each) => shortName(context, each)).join(', ');
  return new ToolError(
    `${context.env}: ${kind} "${shortName(context, name)}" does not exist (allowed: ${names || 'none yet'}).`,
    known.length > 0 ? `Choose one of them.` : `Deploy the environment first: ${nxCommand(context.env, 'deploy')}.`,
  );
}

export async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}
