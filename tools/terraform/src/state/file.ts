import { join } from 'node:path';
import type { Session } from '../run/session';

/** The state file of an environment that makes its own state bucket, until it is migrated. */
export function stateFile({ emulator, paths }: Pick<Session, 'emulator' | 'paths'>): string {
  // The emulator's resources end with it, and so does the state that describes them.
  return emulator ? join(emulator.home, 'state', `${paths.name}.tfstate`) : join(paths.app, 'terraform.tfstate');
}

/** What the last deploy was, beside such a state. */
export function recordBeside(file: string): string {
  return `${file}.last-deploy`;
}
