import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../repository';
import { PAGES } from './pages';

const FOLDER = join(REPOSITORY, 'docs');

/** A page as it is in git; empty where there is none yet. */
export function readPage(name: string): string {
  const file = join(FOLDER, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Writes the pages; the names of those that changed. */
export async function writePages(): Promise<string[]> {
  const written: string[] = [];
  for (const [name, page] of Object.entries(PAGES)) {
    const text = await page();
    if (text === readPage(name)) continue;
    mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
    writeFileSync(join(FOLDER, name), text);
    written.push(`docs/${name}`);
  }
  return written;
}
