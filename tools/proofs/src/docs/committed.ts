import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages';

const FOLDER = join(__dirname, '../../../../docs/generated');

/** A page as it is in git. */
export function readPage(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** Writes all pages; the names of what was written. */
export function writePages(): string[] {
  mkdirSync(FOLDER, { recursive: true });
  const made = Object.entries(pages());
  for (const [name, text] of made) writeFileSync(join(FOLDER, name), text);
  return made.map(([name]) => `docs/generated/${name}`);
}
