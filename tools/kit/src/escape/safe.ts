import { printable, visible } from './visible';

declare const FORMAT: unique symbol;

/** Text that goes into one format as it is. The templates below make it; any other text that they get is escaped. */
export interface Safe<Format extends string> {
  readonly text: string;
  readonly [FORMAT]: Format;
}

export type Html = Safe<'html'>;
export type Markdown = Safe<'markdown'>;
export type Terminal = Safe<'terminal'>;

type Part<Format extends string> = string | number | Safe<Format> | readonly Safe<Format>[];
type Template<Format extends string> = (
  literal: TemplateStringsArray,
  ...parts: readonly Part<Format>[]
) => Safe<Format>;

function template<Format extends string>(escape: (text: string) => string): Template<Format> {
  const textOf = (part: Part<Format>): string => {
    if (typeof part === 'string') return escape(part);
    if (typeof part === 'number') return String(part);
    return 'text' in part ? part.text : part.map(({ text }) => text).join('');
  };
  return (literal, ...parts) => safe(literal.reduce((text, each, i) => `${text}${textOf(parts[i - 1]!)}${each}`));
}

function safe<Format extends string>(text: string): Safe<Format> {
  return { text } as Safe<Format>;
}

/** Markup around text that is escaped: `` html`<td>${value}</td>` ``. */
export const html = template<'html'>((text) => entities(visible(text)));

/** Text of several lines, which the page shows as lines. */
export function htmlLines(text: string): Html {
  return joined(
    text.split('\n').map((line) => html`${line}`),
    '\n',
  );
}

function entities(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

/**
 * Markdown around text that becomes code unless it is a plain word. GitHub looks for `@names`, `#numbers` and addresses in what it
 * rendered, so that no escape hides them; in code it does not look.
 */
export const gfm = template<'markdown'>((text) => (/^[A-Za-z0-9-]+$/.test(text) ? text : code(text).text));

/** Text as code, on one line. */
export function code(text: string): Markdown {
  const shown = visible(text);
  const mark = '`'.repeat(longestRun(shown) + 1);
  return safe(/^ *$|`/.test(shown) ? `${mark} ${shown || ' '} ${mark}` : `${mark}${shown}${mark}`);
}

/** The same in a cell of a table, where a bar ends even code. */
export function cell(text: string): Markdown {
  return safe(gfm`${text}`.text.replaceAll('|', '\\|'));
}

/** Lines in a fence that is longer than any run of backticks in them. */
export function fence(lines: readonly string[], language: 'diff' | 'text' = 'diff'): Markdown {
  const body = lines.map(visible).join('\n');
  const mark = '`'.repeat(Math.max(2, longestRun(body)) + 1);
  return safe(`${mark}${language}\n${body}\n${mark}`);
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Lines of a terminal around text that stays on its line, moves nothing and is no command of GitHub's runner. */
export const terminal = template<'terminal'>((text) => printable(visible(text)));

/** A colour around a text. */
export function coloured(colour: number, text: Terminal): Terminal {
  return safe(`\u001b[${colour}m${text.text}\u001b[0m`);
}

export function joined<Format extends string>(
  parts: readonly Safe<Format>[],
  separator: '' | ' ' | '\n' | '\n\n',
): Safe<Format> {
  return safe(parts.map(({ text }) => text).join(separator));
}

/** Text of this repository's own sources, such as a table of words, or a document that escapes for itself. */
export function trusted<Format extends string>(text: string): Safe<Format> {
  return safe(text);
}
