import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ToolError } from './errors';
import { isRecord } from './json';
import { isRunning, processIdentity, type ProcessIdentity } from './process-identity';

export interface LockOptions {
  /** What one process at a time does, e.g. `start the emulator`. */
  readonly purpose: string;
  /**
   * How long to wait for another process.
   * @default 10 minutes
   */
  readonly timeoutMs?: number;
  /**
   * Gets one line when waiting takes longer than a second.
   * @default console.error
   */
  readonly say?: (line: string) => void;
}

/** What a lock file says of whoever holds it. */
interface Holder extends ProcessIdentity {
  /** Tells two holders of one process apart. */
  readonly id: string;
  readonly command: string;
  readonly since: string;
}

const POLL_MS = 100;
const PATIENCE_MS = 1_000;
const TIMEOUT_MS = 600_000;

/**
 * Does the work while no other process does it for the same file. A lock whose process has ended is removed.
 * @throws ToolError that names the holder when the wait is over.
 */
export async function withLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const content = JSON.stringify(ownHolder());
  await wait(file, content, options);
  try {
    return await work();
  } finally {
    if (read(file) === content) rmSync(file, { force: true });
  }
}

async function wait(
  file: string,
  content: string,
  { purpose, timeoutMs = TIMEOUT_MS, say = console.error }: LockOptions,
): Promise<void> {
  const started = Date.now();
  let said = false;
  while (!take(file, content)) {
    const waited = Date.now() - started;
    if (waited >= timeoutMs) {
      throw new ToolError(
        `Cannot ${purpose}: after ${Math.round(waited / 1000)} s it is still locked by ${describe(file)}.`,
        `Wait for that process or end it. If it does not exist any more, remove ${file}.`,
      );
    }
    if (!said && waited >= PATIENCE_MS) {
      say(`Waiting to ${purpose}: locked by ${describe(file)} (${file}).`);
      said = true;
    }
    await sleep(POLL_MS);
  }
}

function take(file: string, content: string): boolean {
  if (link(file, content)) return true;
  const seen = read(file);
  if (seen === undefined || !isStale(seen)) return false;
  removeStale(file, seen, content);
  return link(file, content);
}

/** Linked into its place whole: a lock that can be seen names its holder. */
function link(file: string, content: string): boolean {
  const written = `${file}.${randomUUID()}`;
  writeFileSync(written, content, { mode: 0o600 });
  try {
    linkSync(written, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(written, { force: true });
  }
}

/**
 * One process at a time removes, and looks again before it does: between seeing a stale lock and removing it, another process
 * may have removed it and taken a lock of its own.
 */
function removeStale(file: string, seen: string, content: string): void {
  const guard = `${file}.removing`;
  if (!link(guard, content)) {
    const remover = read(guard);
    if (remover !== undefined && isStale(remover)) rmSync(guard, { force: true });
    return;
  }
  try {
    if (read(file) === seen) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** A lock that says nothing was written by no version of this tool, and nobody releases it. */
function isStale(content: string): boolean {
  const holder = holderIn(content);
  return holder === undefined || isRunning(holder) === false;
}

function ownHolder(): Holder {
  const own = processIdentity(process.pid) ?? { pid: process.pid, started: '', host: '' };
  const command = process.argv.slice(0, 4).join(' ');
  return { ...own, id: randomUUID(), command, since: new Date().toISOString() };
}

function holderIn(content: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(content);
    return isRecord(holder) && typeof holder['pid'] === 'number' ? (holder as unknown as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function describe(file: string): string {
  const holder = holderIn(read(file) ?? '');
  if (!holder) return 'a process that has just ended';
  const { pid, host, command, since } = holder;
  const place = isRunning(holder) === undefined ? ` of ${host}` : '';
  return `process ${pid}${place} since ${since} (${command})`;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
