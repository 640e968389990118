import { Command, type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { CommanderError } from 'commander';
import { ToolError } from './errors';

export { Option, type Command, type CommandUnknownOpts };

/** What a command line asks for. */
type Call = () => Promise<number | undefined>;

/** What a command does with its options and its arguments; the number is the exit code. */
type Run<C extends CommandUnknownOpts> = (
  options: ReturnType<C['opts']>,
  ...args: C['processedArgs']
) => Promise<number | undefined>;

const CALLS = new WeakMap<CommandUnknownOpts, Call>();

/** Refuses what it does not know, in the words of every tool. */
class ToolCommand extends Command {
  /** Commander's, which looks for a flag like `--aprove=sha256:…`: with its value it is like none. */
  unknownOption(flag: string): never {
    return (Command.prototype as unknown as ToolCommand).unknownOption.call(this, flag.replace(/=.*/s, ''));
  }

  /** Commander's, where a program is started without a command. */
  override help(): never {
    const names = this.commands.map((each) => each.name()).join(', ');
    throw new ToolError('No command given.', `Commands: ${names}. Their options: ${lineOf(this)} <command> --help`);
  }

  override error(message: string): never {
    const [what = '', meant] = message.replace(/^error: /, '').split(/\s*\n\s*\((?=Did you mean)/);
    const extra = this.args.slice(this.registeredArguments.length);
    throw new ToolError(
      /^too many arguments/.test(what) && extra.length > 0
        ? `Unexpected ${extra.map((word) => `"${word}"`).join(' ')}.`
        : sentence(what),
      `${meant === undefined ? '' : `${meant.replace(/\)$/, '')} `}All options: ${lineOf(this)} --help`,
    );
  }
}

/** A command with its name and what it does; flags and arguments are added by its methods. */
export function command(name: string, summary: string): Command {
  return new ToolCommand(name)
    .description(summary)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => console.log(text.trimEnd()) })
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .helpOption('-h, --help', 'Show this.');
}

/** Gives a command what it does. */
export function act<C extends CommandUnknownOpts>(on: C, run: Run<C>): C {
  (on as CommandUnknownOpts).action(() => {
    // TypeScript does not see of a parameter what its own methods return.
    const [options, args] = [on.opts() as ReturnType<C['opts']>, [...on.processedArgs] as C['processedArgs']];
    CALLS.set(rootOf(on), () => run(options, ...args));
  });
  return on;
}

/** The commands of one program; `name` is how it is started. */
export function program(name: string, summary: string, commands: readonly CommandUnknownOpts[]): CommandUnknownOpts {
  const made = command(name, summary).helpCommand(false);
  for (const each of commands) made.addCommand(each);
  return made;
}

/**
 * Reads a command line without running anything.
 * @throws ToolError for a command, a flag or a word that there is not, with what may have been meant
 */
export function understand(asked: CommandUnknownOpts, args: readonly string[]): Call {
  CALLS.delete(asked);
  try {
    asked.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.helpDisplayed') return () => Promise.resolve(0);
    throw error;
  }
  return CALLS.get(asked) ?? asked.help();
}

/** Runs a command line to its exit code. */
export async function runCommandLine(asked: CommandUnknownOpts, args: readonly string[]): Promise<number> {
  return (await understand(asked, args)()) ?? 0;
}

/** `--image=a --image=b,c` → `a`, `b`, `c` */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',')];
}

/** A number of minutes, above 0 unless 0 means something. */
export function minutes({ least = Number.MIN_VALUE } = {}): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(value) && value >= least) return value;
    throw new InvalidArgumentError(`is not a number of minutes ${least === 0 ? 'of 0 or more' : 'above 0'}, e.g. 15.`);
  };
}

/** A file or folder, a name: what is given must not be empty, as a variable that is not set makes it. */
export function filled(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('is empty.');
}

function rootOf(of: CommandUnknownOpts): CommandUnknownOpts {
  return of.parent === null ? of : rootOf(of.parent);
}

function lineOf(of: CommandUnknownOpts): string {
  return of.parent === null ? of.name() : `${lineOf(of.parent)} ${of.name()}`;
}

/** `option '--timeout <minutes>' argument 'soon' is invalid. is not a number.` → `--timeout "soon" is not a number.` */
function sentence(text: string): string {
  const [, flag, value, why] =
    /^option '(--[\w-]+).*?' (?:value|argument) '(.*?)'.*? is invalid\. (.*)$/s.exec(text) ?? [];
  if (flag !== undefined) return `${flag} "${value}" ${why}`;
  const [, required] = /^required option '(--[\w-]+).*' not specified$/.exec(text) ?? [];
  if (required !== undefined) return `${required} is missing.`;
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
