import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from './record';

const KEPT = { 'calls.jsonl': 'calls.previous.jsonl', 'emulator.log': 'emulator.previous.log' } as const;

/** Keeps the log and the calls of the emulator before this one: why it ended may be in them. */
export function keepPrevious(home: string): void {
  for (const [file, kept] of Object.entries(KEPT)) {
    if (existsSync(join(home, file))) renameSync(join(home, file), join(home, kept));
  }
}

/** What to say when the emulator before this one did not end by `emulator:stop`; undefined when it did. */
export function loss(home: string): string | undefined {
  const record = readRecord(home);
  if (record === undefined) return undefined;
  return `The emulator that ran since ${record.startedAt} ended without being stopped; all that was deployed in it is gone. Its log: ${join(home, KEPT['emulator.log'])}`;
}
