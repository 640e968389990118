import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CiError } from './errors';

/** Where a command runs. */
export interface Context {
  /** The workspace. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Gets what stands after its name, and returns the exit code. */
export type Command = (args: readonly string[], context: Context) => Promise<number>;

/** @throws CiError for an unknown flag. */
export function flags<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new CiError((error as Error).message, 'The table of commands in tools/ci/README.md has the flags.');
  }
}

/** @throws CiError when the flag is missing or empty. */
export function required(name: string, value: string | undefined): string {
  if (value) return value;
  throw new CiError(`--${name} is missing.`, `Give it: --${name}=…`);
}
