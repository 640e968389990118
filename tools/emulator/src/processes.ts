import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process's command line has this text: a pid alone may by now belong to another program. */
export function commandLineHas(pid: number, text: string): boolean {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').includes(text);
}

/** Asks a process to end, and makes it when it does not in time. */
export async function end(pid: number, timeoutMs: number): Promise<void> {
  signal(pid, 'SIGTERM');
  for (let waited = 0; isAlive(pid); waited += POLL_MS) {
    if (waited >= timeoutMs) signal(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
