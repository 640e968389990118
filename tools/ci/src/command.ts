import { act, command, runCommandLine, type Command as CommandLine, type CommandUnknownOpts } from '@restartix/kit';
import type { Change, EnvResult } from '@restartix/release/affected';

/** Where a command runs. */
export interface Context {
  /** The workspace. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly affectedEnvs: (change: Change) => Promise<EnvResult[]>;
}

interface Definition<C extends CommandUnknownOpts> {
  readonly name: string;
  readonly summary: string;
  /** Adds its flags and arguments. */
  readonly line: (command: CommandLine) => C;
  /** @returns the exit code */
  readonly run: (context: Context, options: ReturnType<C['opts']>, ...words: C['processedArgs']) => Promise<number>;
}

/** Gets the arguments after its name, and returns the exit code. */
export interface Command {
  (args: readonly string[], context: Context): Promise<number>;
  readonly line: (context: Context) => CommandUnknownOpts;
}

/** A command with the types of its flags. */
export function defineCommand<C extends CommandUnknownOpts>(definition: Definition<C>): Command {
  const line = (context: Context): CommandUnknownOpts =>
    act(definition.line(command(definition.name, definition.summary)), (options, ...words) =>
      definition.run(context, options, ...words),
    );
  return Object.assign((args: readonly string[], context: Context) => runCommandLine(line(context), args), { line });
}
