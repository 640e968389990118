import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { type CommandUnknownOpts, runCommandLine } from './command-line';
import { ToolError } from './errors';
import { guardConsole } from './escape/console';

/**
 * Runs a command line to its exit code. A ToolError is printed as what is wrong and a hint; anything else is a defect of the
 * tool and is printed with its stack.
 */
export function main(asked: CommandUnknownOpts): void {
  guardConsole();
  // Whoever reads our output may end before us: that must not end the run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  Promise.resolve(process.argv.slice(2))
    .then((args) => {
      requireTemporaryFolder();
      return runCommandLine(asked, args);
    })
    .then((code) => (process.exitCode = code), fail);
}

/** Most commands need one, in the middle of their work. */
function requireTemporaryFolder(): void {
  try {
    accessSync(tmpdir(), constants.W_OK);
  } catch (cause) {
    throw new ToolError(
      `The folder for temporary files, ${tmpdir()}, does not exist or cannot be written to.`,
      'Make it, or set TMPDIR to one that can.',
      { cause },
    );
  }
}

function fail(error: unknown): void {
  if (error instanceof ToolError) console.error(`\n${error.message}`);
  else console.error(error instanceof Error ? error.stack : error);
  process.exitCode = error instanceof ToolError ? error.exitCode : 1;
}
