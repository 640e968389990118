import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { explain } from '../run/explain-failure';
import { PRODUCTS } from '../providers/product';
import { say } from '../cli/say';
import type { Session } from '../run/session';
import { isOfEarlierEmulator } from './file';

/**
 * When Terraform cannot write the state to its backend, it leaves it as `errored.tfstate` where it ran. That file is
 * the only record of what was made: it is moved to where nothing overwrites it, and pushed at once, for a pipeline's machine is
 * gone in a minute. Returns its path where that failed.
 */
export async function saveErroredState(session: Session): Promise<string | undefined> {
  const { paths } = session;
  const left = join(paths.stack, 'errored.tfstate');
  if (!existsSync(left)) return undefined;
  const kept = rescued(session);
  renameSync(left, kept);
  chmodSync(kept, 0o600);
  const { code } = await session.run(['state', 'push', '-no-color', kept]);
  if (code !== 0) return kept;
  say('The state could not be saved to its backend at first; a second attempt saved it.');
  renameSync(kept, `${kept}.saved-${Date.now()}`);
  return undefined;
}

/**
 * Puts a state that was rescued earlier where it belongs, before anything is planned without it.
 * @throws ToolError when the backend has moved on since: then a person has to look.
 */
export async function restoreErroredState(session: Session): Promise<void> {
  const file = rescued(session);
  if (!existsSync(file)) return;
  const { emulator } = session;
  if (emulator && isOfEarlierEmulator(emulator, file)) return rmSync(file);
  say(`An earlier run could not save its state. Pushing ${file} now.`);
  const { code, output, log } = await session.run(['state', 'push', '-no-color', file]);
  if (code === 0) return renameSync(file, `${file}.saved-${Date.now()}`);
  const failure = explain(session, 'state push', output, log);
  // Credentials that expired left both: a state that is not saved, and its lock.
  if (failure.kind === 'locked') throw failure;
  const { what, hint } = failure;
  throw new ToolError(
    `${what}\n${file} is the only record of what that run created, and the state in the bucket differs from it.`,
    `Compare both (${PRODUCTS[session.terraform.product].program} state pull) and move the file away once all its resources are accounted for.\n${hint}`,
  );
}

function rescued({ paths, target }: Session): string {
  return join(paths.work, target === 'local' ? 'errored.local.tfstate' : 'errored.tfstate');
}
