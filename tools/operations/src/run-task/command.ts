import { minutes, SHARED_OPTIONS, ToolError } from '@restartix/kit';
import { defineCommand } from '../command';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { jobOf, serviceOf } from '../workload';
import { describedJob } from './job';
import { runOnce, type OneOff } from './run-once';

export const runTask = defineCommand({
  name: 'run-task',
  summary: 'Runs a command once in the image and network of a service, or a job: log and exit code come back.',
  line: (command) =>
    command
      .argument('[words...]', 'behind --: the command, as words')
      .option('--service <name>', 'whose image and network')
      .option('--job <name>', 'the job')
      .option('--command <words>', 'the command; words are separated at spaces, without a shell')
      .option('--timeout <minutes>', 'how long it may take', minutes(), 60)
      .option(...SHARED_OPTIONS.yes),
  run: async (context, { service, job, command: text, timeout, yes }, words) => {
    const command = commandOf(text, words);
    const oneOff = await oneOffOf(context, { service, job, command });
    const what = `Runs ${command ? `"${command.join(' ')}"` : 'its own command'} in a task of ${oneOff.workload.name} of ${context.env}.`;
    await confirm(context, what, yes);
    const { task, exitCode } = await runOnce(context, oneOff, timeout * 60_000);
    context.say(`${oneOff.workload.name}: task ${task} exited with ${exitCode}`);
    return exitCode;
  },
});

interface Wanted {
  readonly service: string | undefined;
  readonly job: string | undefined;
  readonly command: readonly string[] | undefined;
}

async function oneOffOf(context: Context, { service, job, command }: Wanted): Promise<OneOff> {
  if ((service === undefined) === (job === undefined))
    throw new ToolError(
      'Give --service or --job, one of them.',
      `E.g. ${context.nx('run-task', '--service=core-api')}`,
    );
  if (job !== undefined) {
    const { container, subnets, securityGroups, taskRole } = await describedJob(context, job);
    return { workload: await jobOf(context, job), container, subnets, securityGroups, taskRole, command };
  }
  if (command === undefined)
    throw new ToolError(
      `${service}: no command. Without one the task would be another instance of the service.`,
      `Give one: ${context.nx('run-task', `--service=${service}`, '--command=…')}`,
    );
  const workload = await serviceOf(context, service!);
  const { subnets = [], securityGroups = [] } = workload.service?.networkConfiguration?.awsvpcConfiguration ?? {};
  // The service's own container has its name; others are sidecars.
  return { workload, container: workload.name, subnets, securityGroups, command };
}

/** `--command="node migrate.js --up"`, or the words behind `--`. No shell: an image need not have one. */
function commandOf(text: string | undefined, words: readonly string[]): readonly string[] | undefined {
  if (text === undefined) return words.length > 0 ? words : undefined;
  if (words.length > 0) throw new ToolError(`"${words[0]}" is a word too many.`, 'Give --command, or words behind --.');
  if (/["']/.test(text))
    throw new ToolError(
      `--command ${text}: quotes are not possible: words are separated at spaces, without a shell.`,
      `Put the words behind --, e.g. -- sh -c 'echo "$HOSTNAME"'`,
    );
  return text.split(/\s+/).filter((word) => word !== '');
}
