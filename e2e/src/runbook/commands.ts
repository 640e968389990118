import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../workspace';

/** Pages whose commands somebody on call types. */
export const PAGES = ['docs/runbook.md', 'docs/on-call.md', 'docs/generated/alarms.md'] as const;

export interface PageCommand {
  /** e.g. `docs/runbook.md, Roll back` */
  readonly where: string;
  readonly command: string;
}

/** Every command of the pages, in order, each once: a block without a language holds commands, any other holds none. */
export function pageCommands(): PageCommand[] {
  const found = PAGES.flatMap((page) => commandsIn(page, readFileSync(join(REPOSITORY, page), 'utf8')));
  return found.filter(({ command }, at) => found.findIndex((each) => each.command === command) === at);
}

export function commandsIn(page: string, markdown: string): PageCommand[] {
  const found: PageCommand[] = [];
  let section = '';
  let fence: string | undefined;
  let open = '';
  for (const line of markdown.split('\n')) {
    const [, language] = /^```(\w*)$/.exec(line) ?? [];
    if (language !== undefined) {
      fence = fence === undefined ? language : undefined;
      continue;
    }
    if (fence === undefined) section = /^##+ (.+)$/.exec(line)?.[1] ?? section;
    if (fence !== '' || (open === '' && line.trim() === '')) continue;
    open += open === '' ? line : `\n${line}`;
    if (/[\\|]$/.test(line)) continue;
    found.push({ where: `${page}, ${section}`, command: open });
    open = '';
  }
  return found;
}
