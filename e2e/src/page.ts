/** A command of a page, with what the page says that it prints. */
export interface PageCommand {
  readonly section: string;
  /** Its words, without the prompt. */
  readonly words: readonly string[];
  /** File that standard input comes from. */
  readonly input: string | undefined;
  /** Lines of its output, in order; `…` is any text. */
  readonly prints: readonly string[];
}

/** The commands in the `console` blocks of a Markdown page, in order. */
export function commandsOf(markdown: string): PageCommand[] {
  const found: (PageCommand & { prints: string[] })[] = [];
  let section = '';
  let isConsole = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) isConsole = line === '```console';
    else if (!isConsole && line.startsWith('## ')) section = line.slice('## '.length);
    else if (isConsole && line.startsWith('$ ')) found.push({ section, ...parsed(line.slice(2)), prints: [] });
    else if (isConsole && line !== '…') found.at(-1)!.prints.push(line);
  }
  return found;
}

function parsed(line: string): Pick<PageCommand, 'words' | 'input'> {
  const [command = '', input] = line.split(' < ');
  return { words: command.split(' '), input };
}

/** Lines that the page promises and the output does not have, in their order. */
export function unprinted({ prints }: PageCommand, output: string): string[] {
  const lines = output.split('\n');
  let from = 0;
  return prints.filter((promised) => {
    const at = lines.findIndex((line, i) => i >= from && pattern(promised).test(line));
    from = at < 0 ? from : at + 1;
    return at < 0;
  });
}

function pattern(promised: string): RegExp {
  const texts = promised.split('…').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${texts.join('.*')}$`);
}
