import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type RunTaskCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { ToolError } from '@restartix/kit';
import { lastPartOf } from '../aws/arn';
import type { Context } from '../context';
import { eventsOf, sourcesOf } from '../logs/events';
import type { Workload } from '../workload';

/** What runs, and where. */
export interface OneOff {
  readonly workload: Pick<Workload, 'name' | 'cluster' | 'definition'>;
  /** The container that the command is for, and whose exit code counts. */
  readonly container: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** @default - the image's or the task definition's own */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** ARN of the role that the task gets, where its definition has none. */
  readonly taskRole?: string;
  /** Lets a session into it. */
  readonly exec?: boolean;
}

type Runs = Pick<Context, 'aws' | 'target' | 'say' | 'print' | 'show'>;

export interface Ended {
  readonly task: string;
  readonly exitCode: number;
}

// How often ECS is asked.
const POLL_MS = { cloud: 5000, local: 200 } as const;

/** Starts a task on Fargate. @throws ToolError with the reason when ECS places none. */
export async function startTask({ aws }: Pick<Runs, 'aws'>, oneOff: OneOff): Promise<string> {
  const { workload, container, subnets, securityGroups, command, environment = {}, taskRole, exec } = oneOff;
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const override = {
    ...(command && { command: [...command] }),
    ...(variables.length > 0 && { environment: variables }),
  };
  const overrides = {
    ...(taskRole !== undefined && { taskRoleArn: taskRole }),
    ...(Object.keys(override).length > 0 && { containerOverrides: [{ name: container, ...override }] }),
  };
  const input: RunTaskCommandInput = {
    cluster: workload.cluster,
    taskDefinition: workload.definition.taskDefinitionArn,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [...subnets], securityGroups: [...securityGroups] } },
    ...(Object.keys(overrides).length > 0 && { overrides }),
    ...(exec && { enableExecuteCommand: true }),
    enableECSManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  };
  const { tasks = [], failures = [] } = await aws.ecs.send(new RunTaskCommand(input));
  const [task] = tasks;
  if (task?.taskArn !== undefined) return task.taskArn;
  const why = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(': ')).join('; ');
  throw new ToolError(
    `${workload.name}: no task was started: ${why || 'ECS gives no reason'}.`,
    'Fix the cause, and run the command again.',
  );
}

/** Waits until a task is so far. @throws ToolError when the time is over; the task runs on. */
export async function waitFor(
  { aws, target }: Pick<Runs, 'aws' | 'target'>,
  {
    cluster,
    task,
    until,
    timeoutMs,
  }: { cluster: string; task: string; until: (task: Task) => boolean; timeoutMs: number },
): Promise<Task> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
    const [found] = tasks;
    if (found && until(found)) return found;
    if (Date.now() > end)
      throw new ToolError(
        `Task ${task} is ${found?.lastStatus ?? 'gone'} after ${timeoutMs / 60_000} min, and goes on.`,
        `Wait longer (--timeout=<minutes>), or stop it: aws ecs stop-task --cluster ${cluster} --task ${task}`,
      );
    await sleep(POLL_MS[target]);
  }
}

export async function stopTask(
  { aws }: Pick<Runs, 'aws'>,
  cluster: string,
  task: string,
  reason: string,
): Promise<void> {
  await aws.ecs.send(new StopTaskCommand({ cluster, task, reason }));
}

/**
 * Runs a task to its end and prints its log as it comes.
 * @returns the exit code of its container
 * @throws ToolError with the reason when it could not start.
 */
export async function runOnce(context: Runs, oneOff: OneOff, timeoutMs: number): Promise<Ended> {
  const { workload, container } = oneOff;
  const { cluster, name } = workload;
  const from = new Date();
  const task = await startTask(context, oneOff);
  context.say(`${name}: task ${lastPartOf(task)} is starting. Ctrl-C leaves it running.`);
  const printed = new Set<string>();
  const printLog = async (): Promise<void> => {
    const sources = sourcesOf(workload).filter((source) => source.container === container);
    for (const source of sources) {
      for (const { id, message } of await eventsOf(context, source, from, undefined, lastPartOf(task))) {
        if (!printed.has(id)) context.print(message);
        printed.add(id);
      }
    }
  };
  let polled: Promise<void> = Promise.resolve();
  const until = ({ lastStatus }: Task): boolean => {
    polled = polled.then(printLog);
    return lastStatus === 'STOPPED';
  };
  const ended = await waitFor(context, { cluster, task, until, timeoutMs });
  await polled;
  // The last lines come after the end.
  await sleep(POLL_MS[context.target]);
  await printLog();
  return { task, exitCode: exitCodeOf(ended, name, container) };
}

function exitCodeOf({ containers = [], stoppedReason }: Task, name: string, container: string): number {
  const own = containers.find((each) => each.name === container);
  if (own?.exitCode !== undefined) return own.exitCode;
  const reasons = [stoppedReason, ...containers.map(({ reason }) => reason)].filter((reason) => reason !== undefined);
  throw new ToolError(
    `${name}: the task ended before its container ran: ${[...new Set(reasons)].join('; ') || 'ECS gives no reason'}.`,
    'An image that cannot be pulled, or a secret without a value? Fix it, and run the command again.',
  );
}
