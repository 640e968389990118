import { program, runCommandLine, type CommandUnknownOpts } from '@restartix/kit';
import { explained } from './aws/failure';
import type { Call } from './command';
import { COMMANDS } from './commands';
import { openContext } from './context';

/** The commands, ready to run. */
export function operations(): CommandUnknownOpts[] {
  return COMMANDS.map(({ line }) => line(perform));
}

export function operationsProgram(): CommandUnknownOpts {
  return program('node tools/operations/dist/cli.js', 'Day-two commands of an environment.', operations());
}

/** Runs a command line and returns its exit code. */
export function operate(args: readonly string[]): Promise<number> {
  return runCommandLine(operationsProgram(), args);
}

async function perform(call: Call): Promise<number> {
  try {
    return await call.run(await openContext(call));
  } catch (error) {
    throw explained(error);
  }
}
