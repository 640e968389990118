import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ToolError } from '@restartix/kit';
import type { Change, EnvResult } from '@restartix/release/affected';

/** Where a command runs. */
export interface Context {
  /** The workspace. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly affectedEnvs: (change: Change) => Promise<EnvResult[]>;
}

/** Gets the arguments after its name, and returns the exit code. */
export type Command = (args: readonly string[], context: Context) => Promise<number>;

/** @throws ToolError for an unknown flag. */
export function flags<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new ToolError((error as Error).message, 'The table of commands in tools/ci/README.md has the flags.');
  }
}

/** @throws ToolError when the flag is missing or empty. */
export function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new ToolError(`--${name} is missing.`, `Give it: --${name}=…`);
}
