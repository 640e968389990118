import type { PreTasksExecutionContext } from '@nx/devkit';

/** Tells the commands behind the targets that `nx affected` started them, with which base and head. */
export const AFFECTED_BY = 'NX_CDKTF_AFFECTED';

/**
 * Nx passes `--base` and `--head` to no task. With them a command can say that its environment was selected but is
 * unaffected. Set for every run, since the daemon outlives one.
 */
export function preTasksExecution(_: unknown, { argv }: Pick<PreTasksExecutionContext, 'argv'>): void {
  process.env[AFFECTED_BY] = affectedBy(argv);
}

/** `{"base":"main"}`; empty unless the command is `nx affected` and selects by commits. */
export function affectedBy(argv: readonly string[]): string {
  const command = argv.findIndex((word) => word === 'affected');
  const own = argv.slice(command + 1);
  const end = own.indexOf('--');
  const words = end < 0 ? own : own.slice(0, end);
  if (command < 0 || words.some((word) => /^--(all|files|uncommitted|untracked)\b/.test(word))) return '';
  return JSON.stringify({ base: valueOf(words, 'base'), head: valueOf(words, 'head') });
}

function valueOf(words: readonly string[], name: string): string | undefined {
  const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const [, inline] = /^[^=]+=(.*)$/s.exec(words[at] ?? '') ?? [];
  return inline ?? (at < 0 ? undefined : words[at + 1]);
}
