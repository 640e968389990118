import { understand } from '@restartix/kit';
import { operations } from '@restartix/operations';
import { requireProductionFlag } from './production';
import { terraformProgram } from './run';

/**
 * Reads a command line as `run` would, and runs nothing: for the check of what the documentation says.
 * @throws ToolError for what `run` would refuse before it looks at the environment
 */
export function checkCommandLine(args: readonly string[]): void {
  const accepted = (): Promise<number> => Promise.resolve(0);
  const program = terraformProgram((_, options) => {
    requireProductionFlag(options);
    return accepted();
  }, operations(accepted));
  void understand(program, args)();
}
