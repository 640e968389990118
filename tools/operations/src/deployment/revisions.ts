import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Context } from '../context';
import type { ImageRecord } from './environment';

/** The newest revision of a family. */
export interface Revision {
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

export async function newestRevision({ aws }: Pick<Context, 'aws'>, family: string): Promise<Revision> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition: family, include: ['TAGS'] });
  const { taskDefinition, tags = [] } = await aws.ecs.send(command);
  return { definition: taskDefinition!, tags };
}

/**
 * The newest revision of a family with another image, and everything else as it is: Terraform, which reads the newest revision
 * and the image that is deployed, then finds what it would register. Nothing is registered when the newest has that image.
 * @returns its ARN
 */
export async function revisionWith(
  context: Pick<Context, 'aws'>,
  family: string,
  { repositoryUrl }: Pick<ImageRecord, 'repositoryUrl'>,
  uri: string,
): Promise<string> {
  const { definition, tags } = await newestRevision(context, family);
  const containers = (definition.containerDefinitions ?? []).map((container) =>
    isOf(container, repositoryUrl) ? { ...container, image: uri } : container,
  );
  const changes = containers.some(({ image }, index) => image !== definition.containerDefinitions?.[index]?.image);
  if (!changes) return definition.taskDefinitionArn!;
  const answer = await context.aws.ecs.send(
    new RegisterTaskDefinitionCommand({
      ...registrable(definition),
      family,
      containerDefinitions: containers,
      // Tags that AWS made cannot be given.
      tags: tags.filter(({ key = '' }) => !key.startsWith('aws:')),
    }),
  );
  return answer.taskDefinition!.taskDefinitionArn!;
}

function isOf({ image = '' }: ContainerDefinition, repositoryUrl: string): boolean {
  return image.startsWith(`${repositoryUrl}:`) || image.startsWith(`${repositoryUrl}@`);
}

// What ECS answers and does not take.
const ANSWERED: readonly string[] = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
] satisfies (keyof TaskDefinition)[];

/** What a revision was registered with: whatever AWS adds to task definitions is kept. */
function registrable(definition: TaskDefinition): Partial<RegisterTaskDefinitionCommandInput> {
  return Object.fromEntries(Object.entries(definition).filter(([name]) => !ANSWERED.includes(name)));
}

/** ARNs of the secrets that a revision's containers read: `arn:…:secret:name-a1b2c3:KEY::` without key and version. */
export function secretsOf({ containerDefinitions = [] }: TaskDefinition): string[] {
  const secrets = containerDefinitions.flatMap((container) => container.secrets ?? []);
  const arns = secrets.flatMap(
    ({ valueFrom = '' }) => /^arn:[^:]+:secretsmanager:(?:[^:]*:){3}[^:]+/.exec(valueFrom) ?? [],
  );
  return [...new Set(arns)].sort();
}
