import { statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { GITHUB, REPOSITORY } from '../repository';
import { WITH_PAGE } from './pages';

/** The published sources. */
export const SOURCES = `https://github.com/${GITHUB.org}/${GITHUB.repo}`;

/** Links in Markdown, but not in code. */
const LINK_OR_CODE = /(```[^]*?```|`[^`\n]*`)|\]\(([^)\s]+)\)/g;

/**
 * Links to files and folders without a page become links to the repository. Images and pages stay relative: the site
 * includes them.
 *
 * @throws Error that names the page and the broken link.
 */
export function withLinks(text: string, file: string): string {
  return text.replaceAll(LINK_OR_CODE, (whole, code: string | undefined, target: string | undefined) => {
    if (code !== undefined || target === undefined || /^([a-z]+:|#)/.test(target)) return whole;
    const [path = ''] = target.split('#');
    const absolute = join(dirname(file), path);
    if (WITH_PAGE.has(absolute) || extname(absolute) === '.svg') return whole;
    const found = statSync(absolute, { throwIfNoEntry: false });
    if (!found)
      throw new Error(`${relative(REPOSITORY, file)} links to ${target}, which does not exist. Fix the link.`);
    const kind = found.isDirectory() ? 'tree' : 'blob';
    return `](${SOURCES}/${kind}/main/${relative(REPOSITORY, absolute)})`;
  });
}

/** The first heading, which becomes the page's title, and the text without it. */
export function titleOf(text: string, file: string): { readonly title: string; readonly body: string } {
  const [heading, title] = /^# (.+)$/m.exec(text) ?? [];
  if (heading === undefined || title === undefined) return { title: basename(file, '.md'), body: text };
  return { title: title.replaceAll('`', ''), body: text.replace(heading, '').trimStart() };
}

/** Marks code without a language as text, which TypeDoc would highlight as TypeScript. */
export function withLanguages(text: string): string {
  return text.replaceAll(/^( *```)(.*)$([^]*?)^ *```$/gm, (whole, fence: string, language: string) =>
    language === '' ? whole.replace(fence, `${fence}text`) : whole,
  );
}

const CATEGORIES: Readonly<Record<string, string>> = {
  apps: 'Environments',
  libs: 'Libraries',
  tools: 'Tools',
  e2e: 'Tools',
};

/** The navigation group of a page. */
export function categoryOf(file: string): string {
  const [folder = ''] = relative(REPOSITORY, file).split(sep);
  return CATEGORIES[folder] ?? 'Guides';
}
