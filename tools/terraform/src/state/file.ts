import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../run/session';

/** The state file of an environment that makes its own state bucket, until it is migrated. */
export function stateFile({ emulator, paths }: Pick<Session, 'emulator' | 'paths'>): string {
  return emulator ? localStateFile(emulator, paths.name) : join(paths.app, 'terraform.tfstate');
}

/** The emulator's resources end with it, and so does the state that describes them. */
export function localStateFile({ home }: NonNullable<Session['emulator']>, name: string): string {
  return join(home, 'state', `${name}.tfstate`);
}

/** Whether a file is about what an earlier emulator held: that is gone. */
export function isOfEarlierEmulator({ startedAt }: NonNullable<Session['emulator']>, file: string): boolean {
  return statSync(file).mtimeMs < new Date(startedAt).getTime();
}

/** What the last deploy was, beside such a state. */
export function recordBeside(file: string): string {
  return `${file}.last-deploy`;
}
