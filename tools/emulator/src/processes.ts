import { setTimeout as sleep } from 'node:timers/promises';
import { captureSync, processIdentity } from '@restartix/kit';

const POLL_MS = 50;

/** Whether a process's command line has this text: a pid alone may by now belong to another program. */
export function commandLineHas(pid: number, text: string): boolean {
  return captureSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).stdout.includes(text);
}

/** The processes whose command line has this text. */
export function processesWith(text: string): number[] {
  return captureSync('ps', ['-ww', '-A', '-o', 'pid=,args='])
    .stdout.split('\n')
    .flatMap((line) => (line.includes(text) ? Number.parseInt(line, 10) : []));
}

/** Asks a process to end, and makes it when it does not in time. */
export async function end(pid: number, timeoutMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  for (let waited = 0; processIdentity(pid); waited += POLL_MS) {
    if (waited >= timeoutMs) signal(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
}

/** A process that has ended meanwhile is no failure. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
