import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from './pages';

const FOLDER = join(__dirname, '../../../../docs/generated');

/** A page as it is in git. */
export function readPage(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** Writes all pages; the names of what was written. */
export async function writePages(): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, page] of Object.entries(PAGES)) writeFileSync(join(FOLDER, name), await page());
  return Object.keys(PAGES).map((name) => `docs/generated/${name}`);
}
