import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { ServiceDescription } from '@restartix/core/deployments';
import type { Context } from '../context';
import { watchRollout, type Outcome } from '../rollout/watch';
import type { Named } from './environment';

type Service = Named<ServiceDescription>;

/** A service and the revision that it is to run. */
export interface Update {
  readonly service: Service;
  readonly revision: string;
  /** Tasks that it gets. Undefined leaves the number to who scales it. */
  readonly desiredCount?: number;
}

/** Gives a service a revision. A deployment of the very revision that failed begins anew. */
export async function update(
  { aws }: Pick<Context, 'aws'>,
  { service, revision, desiredCount }: Update,
): Promise<void> {
  const { cluster, service: name } = service;
  const { services = [] } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
  const primary = services[0]?.deployments?.find(({ status }) => status === 'PRIMARY');
  const failed = primary?.taskDefinition === revision && primary.rolloutState === 'FAILED';
  await aws.ecs.send(
    new UpdateServiceCommand({
      cluster,
      service: name,
      taskDefinition: revision,
      desiredCount,
      forceNewDeployment: failed ? true : undefined,
    }),
  );
}

export async function desiredCountOf({ aws }: Pick<Context, 'aws'>, { cluster, service }: Service): Promise<number> {
  const { services = [] } = await aws.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  return services[0]?.desiredCount ?? 0;
}

/** Waits until each service runs its revision, or failed to. */
export async function rolledOut(
  { aws, say }: Pick<Context, 'aws' | 'say'>,
  updates: readonly Update[],
  { minutes, pollMs }: { readonly minutes: number; readonly pollMs: number },
): Promise<Outcome[]> {
  for (const each of updates) await begun(aws, each, pollMs);
  const expected = updates.map(({ service, revision }) => ({
    cluster: service.cluster,
    name: service.service,
    taskDefinitionArn: revision,
  }));
  return watchRollout(aws.ecs, expected, { timeoutMs: minutes * 60_000, pollMs, onChange: say });
}

// Looks at a service that does not yet show its update. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
const LOOKS = 5;

/** An update that is not shown yet is not a roll back. */
async function begun(aws: Context['aws'], { service, revision }: Update, pollMs: number): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const command = new DescribeServicesCommand({ cluster: service.cluster, services: [service.service] });
    const { services = [] } = await aws.ecs.send(command);
    if (services[0]?.deployments?.some(({ taskDefinition }) => taskDefinition === revision)) return;
    await sleep(pollMs);
  }
}
