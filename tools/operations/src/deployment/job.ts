import { setTimeout as sleep } from 'node:timers/promises';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand, ListTasksCommand, RunTaskCommand, type Task } from '@aws-sdk/client-ecs';
import type { JobDescription } from '@restartix/core/deployments';
import { lastPartOf } from '../aws/arn';
import type { Context } from '../context';
import type { Named } from './environment';

interface Waiting {
  readonly minutes: number;
  readonly pollMs: number;
}

/** What came of a task that ran once. */
export interface JobOutcome {
  readonly succeeded: boolean;
  /** e.g. `exit code 3: Essential container in task exited`. */
  readonly words: string;
  /** The last lines of its log. */
  readonly log: readonly string[];
}

type Job = Named<Omit<JobDescription, 'before' | 'order' | 'image' | 'secrets'>>;
type Asked = Pick<Context, 'aws' | 'say'>;

// Lines of a log that say what a failure is about.
const LINES = 20;

/** Runs a revision of a job, on demand whatever the cluster's default is: what Spot takes away half-way has no exit code. */
export async function runJob(context: Asked, job: Job, revision: string, waiting: Waiting): Promise<JobOutcome> {
  const { cluster, family, subnets, securityGroups } = job;
  const list = new ListTasksCommand({ cluster, family, desiredStatus: 'RUNNING' });
  const { taskArns: others = [] } = await context.aws.ecs.send(list);
  if (others.length > 0) {
    // A deployment that was killed or overtaken leaves its job running; two migrations at once are one too many.
    context.say(`${job.name}: waits for task ${others.map(lastPartOf).join(', ')}, which was started earlier`);
    if (!(await ended(context, cluster, others, waiting))) return goesOn(others, waiting);
  }
  const { tasks = [], failures = [] } = await context.aws.ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition: revision,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...subnets],
          securityGroups: [...securityGroups],
          assignPublicIp: 'DISABLED',
        },
      },
      startedBy: 'deploy-images',
      enableECSManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    }),
  );
  const arn = tasks[0]?.taskArn;
  if (arn === undefined) {
    const reason = failures.map((failure) => failure.reason).join(', ') || NO_REASON;
    return { succeeded: false, words: `could not be started: ${reason}`, log: [] };
  }
  context.say(`${job.name}: task ${lastPartOf(arn)} runs`);
  const [task] = (await ended(context, cluster, [arn], waiting)) ?? [];
  return task ? outcomeOf(context, job, task) : goesOn([arn], waiting);
}

const NO_REASON = 'ECS gave no reason';

/** The tasks when all have stopped. Undefined when the time is over: no job is stopped half-way. */
async function ended(
  { aws }: Asked,
  cluster: string,
  tasks: string[],
  { minutes, pollMs }: Waiting,
): Promise<Task[] | undefined> {
  const end = Date.now() + minutes * 60_000;
  for (;;) {
    // A task that was started a moment ago may be missing from the answer.
    const { tasks: found = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
    if (found.length === tasks.length && found.every(({ lastStatus }) => lastStatus === 'STOPPED')) return found;
    if (Date.now() + pollMs > end) return undefined;
    await sleep(pollMs);
  }
}

function goesOn(tasks: readonly string[], { minutes }: Waiting): JobOutcome {
  const words = `task ${tasks.map(lastPartOf).join(', ')} has not ended after ${minutes} minutes and goes on; the next deployment waits for it`;
  return { succeeded: false, words, log: [] };
}

async function outcomeOf(context: Asked, job: Job, task: Task): Promise<JobOutcome> {
  const container = task.containers?.find(({ name }) => name === job.container);
  const reason = [...new Set([task.stoppedReason, container?.reason].filter(Boolean))].join('; ') || NO_REASON;
  const log = await lastLines(context, job, lastPartOf(task.taskArn!));
  const exitCode = container?.exitCode;
  if (exitCode === 0) return { succeeded: true, words: 'exit code 0', log };
  return {
    succeeded: false,
    words: exitCode === undefined ? `did not start: ${reason}` : `exit code ${exitCode}: ${reason}`,
    log,
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html: `prefix/container/task` */
async function lastLines({ aws }: Asked, { logGroup, container }: Job, task: string): Promise<string[]> {
  const command = new GetLogEventsCommand({
    logGroupName: logGroup,
    logStreamName: `${container}/${container}/${task}`,
    limit: LINES,
    startFromHead: false,
  });
  try {
    const { events = [] } = await aws.logs.send(command);
    return events.map(({ message = '' }) => message.trimEnd());
  } catch (error) {
    // A container that did not start has no stream.
    if ((error as Error).name === 'ResourceNotFoundException') return [];
    throw error;
  }
}
