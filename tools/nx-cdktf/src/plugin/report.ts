import type { TaskResult } from '@nx/devkit';

interface How {
  readonly isCommand: (task: string) => boolean;
  /** Whether commands have printed already, as one that is run alone does. */
  readonly isPrinted: boolean;
}

/** What commands printed, those that failed last, and why others did not run. */
export function report(results: readonly TaskResult[], { isCommand, isPrinted }: How): void {
  const own = results.filter(({ task }) => isCommand(task.id));
  const failed = (result: TaskResult): boolean => result.status === 'failure';
  for (const result of isPrinted ? [] : [...own.filter((each) => !failed(each)), ...own.filter(failed)]) {
    process.stdout.write(`\n${result.task.id}\n${printedBy(result)}\n`);
  }
  const broken = results.filter((result) => failed(result) && !own.includes(result)).map(({ task }) => task.id);
  if (broken.length > 0) process.stderr.write(`\n${broken.join(', ')} failed, above; what needs it did not run.\n`);
}

/** Without the command line before it, and Nx's warning behind it. */
function printedBy({ terminalOutput = '' }: TaskResult): string {
  return terminalOutput
    .replace(/^\S*> [^\r\n]*\r?\n\r?\n/, '')
    .replace(/Warning: command ".*" exited with non-zero status code\s*$/s, '')
    .trim();
}
