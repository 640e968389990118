import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type ECSClient,
  type Service,
} from '@aws-sdk/client-ecs';
import { serviceStatus, type ServiceStatus } from './service-status';

/** A service and the task definition that it should run. */
export interface Expected {
  readonly cluster: string;
  readonly name: string;
  /** Undefined where a pipeline deploys. */
  readonly taskDefinitionArn: string | undefined;
}

export interface WatchOptions {
  /** Gives up after this. */
  readonly timeoutMs: number;
  /** @default 5000 */
  readonly pollMs?: number;
  /** Gets a line whenever a service is at another point than before. */
  readonly onChange?: (line: string) => void;
}

/** Where a service is in the end, with what its stopped tasks said. */
export interface Outcome extends ServiceStatus {
  readonly name: string;
  readonly stopped: readonly string[];
}

/** What ECS takes for a service behind a load balancer, and once more. */
export const TIMEOUT_MINUTES = 20;

// What one DescribeServices takes.
const BATCH = 10;

/** Waits until every service is stable or failed, or until the time is over. */
export async function watchRollout(
  ecs: ECSClient,
  services: readonly Expected[],
  { timeoutMs, pollMs = 5000, onChange }: WatchOptions,
): Promise<Outcome[]> {
  const end = Date.now() + timeoutMs;
  const statuses = new Map<string, ServiceStatus>();
  for (;;) {
    const found = await describe(ecs, services);
    for (const { name, taskDefinitionArn } of services) {
      const verdict = serviceStatus(found.get(name), taskDefinitionArn);
      if (statuses.get(name)?.words !== verdict.words) onChange?.(`${name}: ${verdict.words}`);
      statuses.set(name, verdict);
    }
    const isWaiting = [...statuses.values()].some(({ state }) => state === 'waiting');
    if (!isWaiting || Date.now() + pollMs > end) break;
    await sleep(pollMs);
  }
  return Promise.all(
    services.map(async (service) => {
      const verdict = statuses.get(service.name)!;
      return { name: service.name, ...verdict, stopped: verdict.state === 'stable' ? [] : await stopped(ecs, service) };
    }),
  );
}

async function describe(ecs: ECSClient, services: readonly Expected[]): Promise<Map<string, Service>> {
  const found = new Map<string, Service>();
  for (const cluster of new Set(services.map((service) => service.cluster))) {
    const names = services.filter((service) => service.cluster === cluster).map(({ name }) => name);
    for (let i = 0; i < names.length; i += BATCH) {
      const command = new DescribeServicesCommand({ cluster, services: names.slice(i, i + BATCH) });
      for (const service of (await ecs.send(command)).services ?? []) found.set(service.serviceName ?? '', service);
    }
  }
  return found;
}

/** Why the service's last tasks stopped; ECS keeps them for an hour. */
async function stopped(ecs: ECSClient, { cluster, name }: Expected): Promise<string[]> {
  const list = new ListTasksCommand({ cluster, serviceName: name, desiredStatus: 'STOPPED', maxResults: 5 });
  const { taskArns = [] } = await ecs.send(list).catch(() => ({ taskArns: [] }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const reasons = tasks.map(({ stoppedReason, containers = [] }) => {
    const exits = containers.flatMap(({ name: container, exitCode, reason }) =>
      exitCode || reason ? [`${container} ${reason ?? `exited with ${exitCode}`}`] : [],
    );
    return [stoppedReason, ...exits].filter(Boolean).join('; ');
  });
  return [...new Set(reasons)].filter((reason) => reason !== '');
}
