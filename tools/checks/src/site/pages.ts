import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARIES } from '../readmes/libraries';
import { REPOSITORY } from '../repository';

/** The Markdown pages of the site, in addition to the libraries' API. */
export const DOCUMENTS: readonly string[] = [
  'CONTRIBUTING.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/generated'),
  ...readmesIn('apps'),
  ...readmesIn('tools'),
  'e2e/README.md',
].map((file) => join(REPOSITORY, file));

/** Every file that has a page of its own. */
export const WITH_PAGE: ReadonlySet<string> = new Set([
  join(REPOSITORY, 'README.md'),
  ...DOCUMENTS,
  ...LIBRARIES.map(({ readme }) => readme),
]);

function markdownIn(folder: string): string[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => `${folder}/${name}`);
}

function readmesIn(folder: string): string[] {
  const readmes = readdirSync(join(REPOSITORY, folder)).map((name) => `${folder}/${name}/README.md`);
  // A removed package can leave its output folder behind.
  return readmes.filter((readme) => existsSync(join(REPOSITORY, readme)));
}

export function textOfPage(file: string): string {
  return readFileSync(file, 'utf8');
}
