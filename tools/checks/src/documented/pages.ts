import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { REPOSITORY } from '../repository';
import { WITH_PAGE } from '../site/pages';
import { commandsIn, type Documented } from './markdown';

/** Every page that people read, from the workspace. */
export const PAGES: readonly string[] = [
  ...[...WITH_PAGE].map((file) => relative(REPOSITORY, file)),
  'tools/emulator/RULES.md',
];

export function textOf(page: string): string {
  return readFileSync(join(REPOSITORY, page), 'utf8');
}

export function documentedCommands(): Documented[] {
  return PAGES.flatMap((page) => commandsIn(page, textOf(page)));
}
