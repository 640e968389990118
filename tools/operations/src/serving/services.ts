import { DescribeServicesCommand, DescribeTaskDefinitionCommand, type Service } from '@aws-sdk/client-ecs';
import { parseService, type ServiceDescription } from '@restartix/core/deployments';
import type { Context } from '../context';
import { missing, ok, type Finding } from '../finding';
import { parametersOf } from '../parameters';
import { digestOf, imagesOf } from '../status/images';

type Asked = Pick<Context, 'aws' | 'env' | 'project' | 'nx'>;

/** Each service: whether it has its tasks, and they run the image that is deployed. */
export async function serviceFindings(context: Asked): Promise<Finding[]> {
  const [services, images] = await Promise.all([parametersOf(context, 'services', parseService), imagesOf(context)]);
  return Promise.all(
    [...services].map(([name, description]) =>
      finding(context, name, description, images.get(description.image) ?? ''),
    ),
  );
}

async function finding(context: Asked, name: string, description: ServiceDescription, uri: string): Promise<Finding> {
  const subject = `service ${name}`;
  const service = await describe(context, description);
  if (service?.status !== 'ACTIVE') return missing(subject, 'does not exist', context.nx('deploy'));
  const { desiredCount = 0, runningCount = 0, deployments = [] } = service;
  const counts = `${runningCount} of ${desiredCount} tasks run`;
  const deploy = context.nx('deploy-images', `--images=${description.image}=<tag>`);
  if (desiredCount === 0) return missing(subject, 'waits: it wants no task until an image is deployed', deploy);
  const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (failed)
    return missing(subject, `${counts}; ${failed.rolloutStateReason}`, context.nx('logs', `--service=${name}`));
  if (runningCount < desiredCount) return missing(subject, counts, context.nx('verify-rollout'));
  const image = await imageOf(context, service, description.container);
  if (image === uri) return ok(subject, `${counts} ${digestOf(uri)?.slice(0, 19) ?? uri}`);
  return missing(subject, `${counts} ${image}, and ${uri} is deployed`, context.nx('deploy'));
}

async function describe({ aws }: Asked, { cluster, service }: ServiceDescription): Promise<Service | undefined> {
  const { services } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  return services?.[0];
}

async function imageOf({ aws }: Asked, { taskDefinition }: Service, container: string): Promise<string | undefined> {
  const answer = await aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  return answer.taskDefinition?.containerDefinitions?.find(({ name }) => name === container)?.image;
}
