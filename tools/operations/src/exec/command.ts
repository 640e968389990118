import { DescribeTasksCommand, ExecuteCommandCommand, paginateListTasks, type Task } from '@aws-sdk/client-ecs';
import { SHARED_OPTIONS } from '@restartix/kit';
import { defineCommand } from '../command';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { lastPartOf } from '../aws/arn';
import { agentProblem, sessionTarget } from '../session/agent';
import { joinSession, pluginProblem, refuseMissing } from '../session/plugin';
import { all, serviceOf, type Workload } from '../workload';

export const exec = defineCommand({
  name: 'exec',
  summary: 'Opens a shell in a task of a service, by ECS Exec.',
  line: (command) =>
    command
      .option('--service <name>', 'the service', 'core-api')
      .option('--command <words>', 'what to run in it', '/bin/sh')
      .option('--container <name>', 'one of its containers (default: that of the service)')
      .option('--task <id>', 'start of its id (default: the newest)', '')
      .option(...SHARED_OPTIONS.yes),
  run: async (context, { service, command, container = service, task: wanted, yes }) => {
    const workload = await serviceOf(context, service);
    const task = await newestTask(context, workload, wanted);
    refuseMissing(
      `exec into ${service} of ${context.env}`,
      await missing({ workload, task, container }),
      hint(context, service),
    );
    await confirm(context, `Opens ${command} in ${service} of ${context.env}; the session is recorded.`, yes);
    const input = { cluster: workload.cluster, task: task!.taskArn!, container, command, interactive: true };
    const { session = {} } = await context.aws.ecs.send(new ExecuteCommandCommand(input));
    return joinSession(context, session, { Target: sessionTarget(workload.cluster, task!, container) });
  },
});

interface Found {
  readonly workload: Workload;
  readonly task: Task | undefined;
  readonly container: string;
}

async function missing({ workload: { name, service }, task, container }: Found): Promise<string[]> {
  const isOn = service?.enableExecuteCommand === true;
  const found = [
    isOn ? undefined : `exec is off in ${name}: set exec: true for it in src/config.ts of the environment, and deploy`,
    task === undefined ? `${name} has no running task (of this id)` : undefined,
    isOn && task !== undefined ? agentProblem(task, container) : undefined,
    await pluginProblem(),
  ];
  return found.filter((each) => each !== undefined);
}

function hint({ nx }: Context, service: string): string {
  return `Another way to run something in this image: ${nx('run-task', `--service=${service}`, '--command=…')}`;
}

/** Of those that run, the one that started last. */
async function newestTask({ aws }: Context, { cluster, service }: Workload, id: string): Promise<Task | undefined> {
  const query = { cluster, serviceName: service?.serviceName, desiredStatus: 'RUNNING' as const };
  const arns = await all(paginateListTasks({ client: aws.ecs }, query), ({ taskArns }) => taskArns);
  const named = arns.filter((arn) => lastPartOf(arn).startsWith(id)).slice(0, 100);
  if (named.length === 0) return undefined;
  const { tasks = [] } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: named }));
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  return running.sort((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0))[0];
}
