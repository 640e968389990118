import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../repository';
import { PAGES } from './pages';

const FOLDER = join(REPOSITORY, 'docs/generated');

/** A page as it is in git; empty where there is none yet. */
export function readPage(name: string): string {
  const file = join(FOLDER, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Writes the pages; the names of those that changed. */
export async function writePages(): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const written: string[] = [];
  for (const [name, page] of Object.entries(PAGES)) {
    const text = await page();
    if (text === readPage(name)) continue;
    writeFileSync(join(FOLDER, name), text);
    written.push(`docs/generated/${name}`);
  }
  return written;
}
