import { output } from '@nx/devkit';
import { isNxText } from './nx-text';

const TIMINGS = /^\s*Run duration:/m;
const CLEAR_LINE = '\r\u001B[2K';

type IsCommand = (task: string) => boolean;

let quiet: { readonly isCommand: IsCommand; readonly end: () => void } | undefined;

const nothing = (): void => undefined;

/**
 * A command of an environment says itself what it does and how it ended. What Nx says around it (the tasks that it depends on, that
 * it ran or failed, how long each took) is not printed, and its standard output is the command's alone. A task it depends on that
 * fails is printed whole.
 * @param isCommand - whether a task is such a command
 */
export function quieten(isCommand: IsCommand): void {
  const { log } = console;
  const isOwn = (message: string): boolean => isCommand(taskOf(message).split(' ')[0] ?? '');
  const progress = dependencyProgress();
  const methods = {
    ...{ log: nothing, success: nothing, logSingleLine: nothing, addNewline: nothing },
    ...{ addVerticalSeparator: nothing, addVerticalSeparatorWithoutNewLines: nothing },
    error: (failure: { readonly title: string }): void => {
      if (!/^Running target/.test(failure.title)) Object.getPrototypeOf(output).error.call(output, failure);
    },
    logCommand: (message: string): void => {
      if (isOwn(message)) progress.end();
    },
    logCommandSummary: progress.done,
    logCommandOutput: (message: string, status: string, text: string): void => {
      if (isOwn(message)) return;
      if (status !== 'failure') return progress.done(message, status);
      progress.end();
      process.stderr.write(`\n> nx run ${taskOf(message)}\n\n${text}\n`);
    },
    writeTaskOutputChunk: (chunk: string | Uint8Array, stream: NodeJS.WriteStream = process.stdout): void => {
      if (typeof chunk === 'string' && isNxText(chunk)) return;
      progress.end();
      stream.write(chunk);
    },
  };
  Object.assign(output, methods);
  console.log = (...values: unknown[]): void => {
    if (!TIMINGS.test(String(values[0]))) log(...values);
  };
  // One line for each task instead of lines that are drawn anew.
  process.env['NX_TASKS_RUNNER_DYNAMIC_OUTPUT'] = 'false';
  quiet = { isCommand, end };

  function end(): void {
    progress.end();
    console.log = log;
    for (const name of Object.keys(methods)) Reflect.deleteProperty(output, name);
  }
}

/** @returns what {@link quieten} got; undefined where it was not called */
export function endQuiet(): IsCommand | undefined {
  const ended = quiet;
  quiet = undefined;
  ended?.end();
  return ended?.isCommand;
}

/** Nx says `run staging:plan:local --verbose`, or the same without its first word. */
function taskOf(message: string): string {
  return message.replace(/^(nx )?run /, '');
}

/** On a terminal the name of what was built last; elsewhere one line, if anything has to be built at all. */
function dependencyProgress(): { readonly done: (message: string, status: string) => void; readonly end: () => void } {
  let said = false;
  let drawn = false;
  return {
    done: (message, status) => {
      if (status === 'success' && !said) {
        process.stderr.write(`${drawn ? CLEAR_LINE : ''}Building and synthesizing (about a minute the first time)\n`);
        said = true;
      }
      if (!process.stderr.isTTY || status === 'skipped') return;
      process.stderr.write(`${CLEAR_LINE}${taskOf(message)}`);
      drawn = true;
    },
    end: () => {
      if (drawn) process.stderr.write(CLEAR_LINE);
      drawn = false;
    },
  };
}
