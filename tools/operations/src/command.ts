import { act, command, understand, type Command as CommandLine, type CommandUnknownOpts } from '@restartix/kit';
import type { Context } from './context';
import { addShared, type Shared } from './shared-options';

type Started = CommandLine<[string]>;

type WordsOf<C extends CommandUnknownOpts> = C['processedArgs'] extends readonly [string, ...infer Words] ? Words : [];

interface Definition<C extends CommandUnknownOpts> {
  /** As it is typed, e.g. `logs`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Adds its own flags, and words behind the environment. */
  readonly line: (command: Started) => C;
  /** @returns the exit code */
  readonly run: (context: Context, options: ReturnType<C['opts']> & Shared, ...words: WordsOf<C>) => Promise<number>;
}

/** A command line that was understood. */
export interface Call extends Shared {
  readonly env: string;
  readonly command: string;
  readonly run: (context: Context) => Promise<number>;
}

/** A command of an environment. */
export interface Command {
  readonly name: string;
  /** For a program of commands, which does something with the call. */
  readonly line: (make: (call: Call) => Promise<number>) => CommandUnknownOpts;
  /** Reads its arguments. @throws ToolError for a flag that it does not have. */
  readonly parse: (args: readonly string[]) => Call;
}

/** A command with the types of its own flags. */
export function defineCommand<C extends CommandUnknownOpts>(definition: Definition<C>): Command {
  const { name, summary, run } = definition;
  const line: Command['line'] = (make) => {
    const own = definition.line(command(name, summary).argument('<env>', 'the environment, e.g. staging'));
    addShared(own);
    return act(own, (options, ...given) => {
      // TypeScript does not see of a parameter that its first argument is this one.
      const [env, ...words] = given as [string, ...WordsOf<C>];
      return make({ ...options, env, command: name, run: (context) => run(context, options, ...words) });
    });
  };
  const parse = (args: readonly string[]): Call => {
    let call: Call | undefined;
    const taken = (each: Call): Promise<number> => {
      call = each;
      return Promise.resolve(0);
    };
    void understand(line(taken), args)();
    return call!;
  };
  return { name, line, parse };
}
