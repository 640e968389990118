import { ToolError } from '@restartix/kit';
import { checkOperation, isOperation } from '@restartix/operations';
import { parseOptions } from './options';
import { requireProductionFlag } from './production';
import { COMMANDS, USAGE } from './run';

/**
 * Reads a command line as `run` would, and runs nothing: for the check of what the documentation says.
 * @throws ToolError for what `run` would refuse before it looks at the environment
 */
export function checkCommandLine(args: readonly string[]): void {
  if (isOperation(args[0])) return checkOperation(args);
  const options = parseOptions(args, {});
  if (!(options.command in COMMANDS)) throw new ToolError(`Unknown command "${options.command}".`, USAGE);
  if (options.env === '') throw new ToolError('No environment given.', USAGE);
  requireProductionFlag(options);
}
