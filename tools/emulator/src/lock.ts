import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes';

const POLL_MS = 100;

/** One at a time: two commands that start together share one emulator. A lock whose holder is dead is taken over. */
export async function withLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = join(home, 'starting.lock');
  const owner = `${process.pid} ${randomUUID()}`;
  while (!take(lock, owner)) await sleep(POLL_MS);
  try {
    return await work();
  } finally {
    if (read(lock) === owner) rmSync(lock, { force: true });
  }
}

/** Linked into its place whole: a lock that can be seen names its holder. */
function take(lock: string, owner: string): boolean {
  const written = `${lock}.${randomUUID()}`;
  writeFileSync(written, owner);
  try {
    linkSync(written, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(written, { force: true });
  }
  const holder = read(lock);
  if (holder !== undefined && !isAlive(Number.parseInt(holder, 10))) removeDead(lock, holder);
  return false;
}

/** Moves the dead holder's lock away; one that another command took in between goes back. */
function removeDead(lock: string, holder: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (read(aside) !== holder) linkSync(aside, lock);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
