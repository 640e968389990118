import type { PostTasksExecutionContext } from '@nx/devkit';

/**
 * Nx calls this after the tasks of a run, once it has printed its summary. Where a task failed and others were skipped for it,
 * Nx 23 takes the run for interrupted and ends with 130; it was not, so it ends with 1. With a daemon the hook is called there, out
 * of reach of the run's exit code.
 */
export function postTasksExecution(
  _: unknown,
  { argv, taskResults }: Pick<PostTasksExecutionContext, 'argv' | 'taskResults'>,
): void {
  const states = Object.values(taskResults).map(({ status }) => status);
  const isOwnProcess = argv.join(' ') === process.argv.join(' ');
  if (isOwnProcess && states.includes('failure') && !states.includes('stopped')) process.exit(1);
}
