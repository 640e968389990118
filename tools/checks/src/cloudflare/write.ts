import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';
import { TABLE, cloudflareTable } from './table';

const FILE = join(REPOSITORY, TABLE);

/** The table as it is in git; empty where there is none yet. */
export function readTable(): string {
  return existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
}

/** Writes the table; its name where it changed. */
export async function writeTable(): Promise<string[]> {
  const text = await cloudflareTable();
  if (text === readTable()) return [];
  writeFileSync(FILE, text);
  return [TABLE];
}
