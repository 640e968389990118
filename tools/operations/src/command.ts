import { parseArgs } from 'node:util';
import { ToolError } from '@restartix/kit';
import { SHARED_OPTIONS, type Flags, type Shared } from './shared-options';
import type { Context } from './context';

type Parsed<Options extends Flags> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>['values'];

interface Definition<Options extends Flags> {
  /** As it is typed, e.g. `logs`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Its own flags as they are typed, e.g. `--service=<name>`. */
  readonly usage: string;
  readonly options: Options;
  /** @returns the exit code */
  readonly run: (
    context: Context,
    values: Parsed<Options & typeof SHARED_OPTIONS>,
    words: readonly string[],
  ) => Promise<number>;
}

/** A command of an environment. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Reads its arguments. @throws ToolError for a flag that it does not have. */
  readonly parse: (args: readonly string[]) => Call;
}

/** A command line that was understood. */
export interface Call extends Shared {
  readonly env: string | undefined;
  readonly run: (context: Context) => Promise<number>;
}

/** A command with the types of its own flags; `words` are what follows the environment without a flag. */
export function defineCommand<const Options extends Flags>({ run, options, ...command }: Definition<Options>): Command {
  const parse = (args: readonly string[]): Call => {
    const { values, positionals } = parsed(command, args, { ...options, ...SHARED_OPTIONS });
    const [env, ...words] = positionals;
    // TypeScript does not see through the types of two sets of flags that became one.
    const shared = values as unknown as Shared;
    return { ...shared, env, run: (context) => run(context, values, words) };
  };
  return { ...command, parse };
}

function parsed<Options extends Flags>(
  { name, usage }: Pick<Command, 'name' | 'usage'>,
  args: readonly string[],
  options: Options,
): { values: Parsed<Options>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new ToolError((error as Error).message, `Usage: ${name} <env> ${usage}`);
  }
}
