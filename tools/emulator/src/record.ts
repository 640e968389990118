import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A running emulator. */
export interface Emulator {
  readonly id: string;
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly home: string;
  readonly startedAt: string;
  /** Opens the management pages of moto; the header that takes it is `X-Restartix-Emulator-Key`. */
  readonly key: string;
  /** One JSON line for each API call. */
  readonly callsFile: string;
  readonly logFile: string;
}

/**
 * What the last start wrote down, whether that emulator still runs or not. A record that came here with a copy of the
 * folder is of the original's emulator, and none of ours.
 */
export function readRecord(home: string): Emulator | undefined {
  try {
    const record = JSON.parse(readFileSync(recordFile(home), 'utf8')) as Emulator;
    return realpathSync(record.home) === realpathSync(home) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Renamed into its place, so that a reader never sees half of it. */
export function writeRecord(emulator: Emulator): void {
  const file = recordFile(emulator.home);
  writeFileSync(`${file}.new`, `${JSON.stringify(emulator, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRecord(home: string): void {
  rmSync(recordFile(home), { force: true });
}

function recordFile(home: string): string {
  return join(home, 'emulator.json');
}
