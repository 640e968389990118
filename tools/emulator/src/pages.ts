import { ToolError } from '@restartix/kit';
import type { Emulator } from './record';

/** What is to go wrong, as the README says. */
export interface Fault {
  readonly do: 'throttle' | '500' | '503' | 'expired' | 'lost' | 'late' | 'slow';
  readonly service?: string;
  readonly operation?: string;
  readonly path?: string;
  readonly once?: boolean;
  readonly nth?: number;
  readonly calls?: number;
  readonly share?: number;
  readonly seed?: number;
  readonly attempts?: number;
  readonly seconds?: number;
}

/** What became of a fault. */
export interface FaultReport {
  readonly matched: number;
  readonly hit: readonly { readonly service: string; readonly operation: string; readonly attempts: number }[];
}

/** Empties the account of a running emulator: its addresses stay, and so do faults. */
export async function resetEmulator({ url, key }: Emulator): Promise<void> {
  await ask(`${url}/restartix-emulator/reset`, { method: 'POST', headers: { 'x-restartix-emulator-key': key } });
}

/** Sets these faults in place of all others. */
export async function setFaults({ url }: Pick<Emulator, 'url'>, faults: readonly Fault[]): Promise<void> {
  await ask(`${url}/restartix-emulator/faults`, { method: 'PUT', body: JSON.stringify(faults) });
}

/** What became of the faults that are set, in their order. */
export function faultReports({ url }: Pick<Emulator, 'url'>): Promise<FaultReport[]> {
  return ask(`${url}/restartix-emulator/faults`);
}

async function ask<T>(page: string, request?: RequestInit): Promise<T> {
  const answer = await fetch(page, request);
  const text = await answer.text();
  if (!answer.ok)
    throw new ToolError(`The emulator refused ${page}: ${answer.status} ${text.trim()}`, 'See its README.');
  return JSON.parse(text) as T;
}
