import { readCachedProjectGraph, type PreTasksExecutionContext } from '@nx/devkit';
import { asked, isCommand, type Nodes } from './asked';
import { checkConfigurations } from './configurations';
import { isOwnProcess } from './own-process';
import { quieten } from './quiet';
import { refuseShellWords } from './shell-words';

/** Tells the commands behind the targets that `nx affected` started them, with which base and head. */
export const AFFECTED_BY = 'NX_CDKTF_AFFECTED';

const LOUD = /^(-v|--verbose|--outputStyle|--output-style|--tui|--graph|--skip-nx-cache)\b/;

/**
 * Nx calls this before the tasks of a run.
 * @throws Error for a configuration that a command of an environment does not have, and for words that a shell would run.
 */
export function preTasksExecution(_: unknown, { argv }: Pick<PreTasksExecutionContext, 'argv'>): void {
  refuseShellWords(argv.slice(2));
  const words = ownWords(argv);
  const flag = valueOf(words, '--configuration') ?? valueOf(words, '-c');
  // Nx reads and parses the file each time it is asked; most runs need none of it.
  let read: Nodes | undefined;
  const nodes = (): Nodes => (read ??= readCachedProjectGraph().nodes);
  checkConfigurations(words, flag, nodes);
  // Set for every run, since the daemon outlives one.
  process.env[AFFECTED_BY] = affectedBy(argv);
  if (!isOwnProcess(argv) || process.env['NX_DEFAULT_OUTPUT_STYLE'] || words.some((word) => LOUD.test(word))) return;
  if (asked(words, flag, nodes).length > 0) quieten((task) => isCommand(task, nodes));
}

/**
 * Nx passes `--base` and `--head` to no task. With them a command can say that its environment was selected but is
 * unaffected: `{"base":"main"}`. Empty unless the command is `nx affected` and selects by commits.
 */
export function affectedBy(argv: readonly string[]): string {
  const words = ownWords(argv);
  if (words[0] !== 'affected' || words.some((word) => /^--(all|files|uncommitted|untracked)\b/.test(word))) return '';
  return JSON.stringify({ base: valueOf(words, '--base'), head: valueOf(words, '--head') });
}

/** Nx's own words: without `node` and `nx`, and what is passed on to tasks. */
function ownWords(argv: readonly string[]): readonly string[] {
  const words = argv.slice(2);
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
}

function valueOf(words: readonly string[], flag: string): string | undefined {
  const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const [, inline] = /^[^=]+=(.*)$/s.exec(words[at] ?? '') ?? [];
  return inline ?? (at < 0 ? undefined : words[at + 1]);
}
