import { connect } from 'node:net';
import { processIdentity } from '@restartix/kit';
import type { Stop } from './process';

interface Watch {
  readonly url: string;
  readonly pid: number;
  readonly intervalMs?: number;
  readonly graceMs?: number;
}

// A busy emulator may refuse for a moment; a dead one is refused twice and has no process any more.
const REFUSALS_OF_A_DEAD_ONE = 2;
const REFUSALS_IN_ANY_CASE = 5;

/**
 * Checks that the emulator still responds while Terraform works; the AWS provider alone would retry a refused
 * connection for minutes.
 */
export function watchEmulator(
  { url, pid, intervalMs = 1000, graceMs = 8000 }: Watch,
  stopTerraform: Stop,
): { readonly gone: boolean; stop(): void } {
  const { hostname, port } = new URL(url);
  let refusals = 0;
  let gone = false;
  let killer: NodeJS.Timeout | undefined;
  const refused = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'ECONNREFUSED') return;
    refusals += 1;
    const enough = processIdentity(pid) ? REFUSALS_IN_ANY_CASE : REFUSALS_OF_A_DEAD_ONE;
    if (gone || refusals < enough) return;
    gone = true;
    stopTerraform('interrupt');
    // What it would save, it would save in the emulator.
    killer = setTimeout(() => stopTerraform('kill'), graceMs);
  };
  const timer = setInterval(() => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', refused);
    socket.on('connect', () => {
      refusals = 0;
      socket.destroy();
    });
  }, intervalMs);
  return {
    get gone() {
      return gone;
    },
    stop: () => {
      clearInterval(timer);
      clearTimeout(killer);
    },
  };
}
