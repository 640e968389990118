import {
  act,
  command,
  runCommandLine,
  type Command as CommandLine,
  type CommandUnknownOpts,
  type Typed,
} from '@restartix/kit';
import type { Change, EnvResult } from '@restartix/release/affected';

/** Where a command runs. */
export interface Context {
  /** The workspace. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly affectedEnvs: (change: Change) => Promise<EnvResult[]>;
}

interface Definition<C extends Typed> {
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
export function defineCommand<C extends Typed>(definition: Definition<C>): Command {
  const line = (context: Context): CommandUnknownOpts => {
    const own = command(definition.name, definition.summary);
    definition.line(own);
    return act(own as CommandUnknownOpts, (...given) => {
      // The arguments, the options and the command, as they were declared above.
      const options = given.at(-2) as ReturnType<C['opts']>;
      return definition.run(context, options, ...(given.slice(0, -2) as unknown as C['processedArgs']));
    });
  };
  return Object.assign((args: readonly string[], context: Context) => runCommandLine(line(context), args), { line });
}
