import { parseArgs } from 'node:util';
import { TerraformToolError } from './errors';
import type { Target } from './workspace';

/** The command line. */
export interface Options {
  readonly command: string;
  readonly env: string;
  readonly target: Target;
  /** The digest of the plan that was reviewed. */
  readonly approve?: string;
  /** Says that production is meant. */
  readonly production: boolean;
  /** The environment's name, given ahead instead of typed. */
  readonly yes?: string;
  /** A state lock's id. */
  readonly id?: string;
  readonly help: boolean;
}

/** @throws TerraformToolError for an unknown flag. */
export function parseOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        local: { type: 'boolean', default: false },
        approve: { type: 'string' },
        production: { type: 'boolean', default: false },
        yes: { type: 'string' },
        id: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [command = '', env = ''] = positionals;
    const { local, ...rest } = values;
    return { command, env, target: local ? 'local' : 'cloud', ...rest };
  } catch (error) {
    throw new TerraformToolError((error as Error).message, 'Run the command with --help.');
  }
}
