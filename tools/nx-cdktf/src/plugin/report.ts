import type { TaskResult } from '@nx/devkit';
import { withoutNxText } from './nx-text';

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
    process.stdout.write(`\n${result.task.id}\n${withoutNxText(result.terminalOutput ?? '')}\n`);
  }
  const broken = results.filter((result) => failed(result) && !own.includes(result)).map(({ task }) => task.id);
  if (broken.length > 0) process.stderr.write(`\n${broken.join(', ')} failed, above; what needs it did not run.\n`);
}
