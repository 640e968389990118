import { DescribeTasksCommand, paginateListClusters, paginateListTasks, type Task } from '@aws-sdk/client-ecs';
import { all, ask } from '../ask';
import type { Check } from '../check';
import type { Context } from '../context';
import { failure, ok, warning, type Finding } from '../finding';
import { fargateNeed, type FargateKind, type FargateNeed } from './fargate-need';
import { increase, quotaValue } from './service-quotas';

/** https://docs.aws.amazon.com/general/latest/gr/ecs-service.html#limits_fargate */
const KINDS = [
  { subject: 'Fargate vCPU', kind: 'FARGATE', code: 'L-3032A538' },
  { subject: 'Fargate Spot vCPU', kind: 'FARGATE_SPOT', code: 'L-36FBB829' },
] as const;

export const fargateChecks: readonly Check[] = KINDS.map(({ subject, kind, code }) => ({
  subject,
  concerns: ({ synthesis }) => fargateNeed(synthesis, kind).steady > 0,
  run: async (context) => {
    const name = { service: 'fargate', code };
    const need = fargateNeed(context.synthesis, kind);
    const quota = await quotaValue(context.aws.quotas(context.region), name);
    const others = await usedByOthers(context, kind);
    const wanted = others + Math.max(need.deploying, need.scaled);
    return [judged({ subject, need, others, quota, fix: increase(name, wanted, context.region) })];
  },
}));

interface Judged {
  readonly subject: string;
  readonly need: FargateNeed;
  readonly others: number;
  readonly quota: number;
  readonly fix: string;
}

function judged({ subject, need: { steady, deploying, scaled }, others, quota, fix }: Judged): Finding {
  const figures = `needs ${steady}, ${deploying} while all services are deployed, ${scaled} at most; others use ${others}, quota ${quota}`;
  const room = quota - others;
  if (steady > room) return failure(subject, `${figures}: services cannot start`, fix);
  if (deploying > room)
    return warning(subject, `${figures}: a deployment of all services waits for room, or fails`, fix);
  if (scaled > room) return warning(subject, `${figures}: scaling stops before its maximum`, fix);
  return ok(subject, figures);
}

// What one DescribeTasks takes.
const BATCH = 100;

async function usedByOthers({ aws: { ecs }, synthesis }: Context, kind: FargateKind): Promise<number> {
  const own = new Set(synthesis.texts('aws_ecs_cluster', 'name'));
  const clusters = await all('ecs:ListClusters', paginateListClusters({ client: ecs }, {}), (page) => page.clusterArns);
  let used = 0;
  for (const cluster of clusters.filter((arn) => !own.has(arn.split('/').at(-1) ?? ''))) {
    const pages = paginateListTasks({ client: ecs }, { cluster, launchType: undefined });
    const tasks = await all('ecs:ListTasks', pages, (page) => page.taskArns);
    for (let i = 0; i < tasks.length; i += BATCH) {
      const described = await ask('ecs:DescribeTasks', () =>
        ecs.send(new DescribeTasksCommand({ cluster, tasks: tasks.slice(i, i + BATCH) })),
      );
      used += (described.tasks ?? [])
        .filter((task) => isOf(task, kind))
        .reduce((sum, task) => sum + Number(task.cpu ?? 0), 0);
    }
  }
  return used / 1024;
}

/** A task that a launch type started has no capacity provider. */
function isOf({ launchType, capacityProviderName = launchType }: Task, kind: FargateKind): boolean {
  return capacityProviderName === kind;
}
