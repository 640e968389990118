import { ToolError } from '@restartix/kit';
import { explained } from './aws/failure';
import { COMMANDS } from './commands';
import { openContext } from './context';
import { SHARED_USAGE } from './shared-options';

export function isOperation(name: string | undefined): boolean {
  return COMMANDS.some((command) => command.name === name);
}

/** One line for each command. */
export function operationsUsage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return COMMANDS.map(({ name, summary, usage }) => `  ${name.padEnd(width)}  ${summary}    ${usage}`).join('\n');
}

const USAGE = `Usage: <command> <env> [--local] [flags]

${operationsUsage()}

${SHARED_USAGE}`;

/** Reads a command line, and runs nothing. @throws ToolError for what the command does not have. */
export function checkOperation([name, ...args]: readonly string[]): void {
  const command = COMMANDS.find((each) => each.name === name)!;
  if (command.parse(args).env === undefined)
    throw new ToolError('No environment given.', `Usage: ${command.name} <env> ${command.usage}`);
}

/** Runs a command line and returns its exit code. */
export async function operate([name, ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((each) => each.name === name);
  if (name === '--help' || name === '-h') {
    console.log(USAGE);
    return 0;
  }
  if (!command) throw new ToolError(name === undefined ? 'No command given.' : `Unknown command "${name}".`, USAGE);
  const call = command.parse(args);
  if (call.help) {
    console.log(`Usage: ${command.name} <env> ${command.usage}\n\n${command.summary}\n\n${SHARED_USAGE}`);
    return 0;
  }
  if (call.env === undefined) throw new ToolError('No environment given.', `Usage: ${name} <env> ${command.usage}`);
  try {
    return await call.run(await openContext({ ...call, env: call.env, command: command.name }));
  } catch (error) {
    throw explained(error);
  }
}
