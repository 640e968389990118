import type { PostTasksExecutionContext } from '@nx/devkit';
import { isOwnProcess } from './own-process';
import { endQuiet } from './quiet';
import { report } from './report';

/**
 * Nx calls this after the tasks of a run, once it has printed its summary: commands of environments have the last word. Where a
 * task failed and others were skipped for it, Nx 23 takes the run for interrupted and ends with 130; it was not, so it ends with 1.
 */
export function postTasksExecution(
  _: unknown,
  { argv, taskResults }: Pick<PostTasksExecutionContext, 'argv' | 'taskResults'>,
): void {
  const results = Object.values(taskResults);
  const isCommand = endQuiet();
  if (isCommand) report(results, { isCommand, isPrinted: !['run-many', 'affected'].includes(argv[2] ?? '') });
  const states = results.map(({ status }) => status);
  if (isOwnProcess(argv) && states.includes('failure') && !states.includes('stopped')) process.exit(1);
}
