import { markdownTable } from '../markdown-table';
import type { Exported } from './exports';
import type { Input, InputTable } from './inputs';
import type { Output } from './outputs';

/** Only inputs that were added after the first version show since when. */
const FIRST_VERSION = '1.0.0';

/** What changing an input does, in a few words. */
export type Changing = (table: InputTable, input: Input) => string;

/** The tables of a module's inputs, as Markdown. */
export function inputsMarkdown(tables: readonly InputTable[], optional: boolean, changing?: Changing): string {
  const [own, ...others] = tables;
  if (!own) return '';
  const all = new Map(tables.map((table) => [table.name, table]));
  const lead = optional ? 'All inputs are optional.\n\n' : '';
  return [lead + table(own, changing), ...others.map((each) => titled(each, all, changing))].join('\n\n');
}

function titled(each: InputTable, all: ReadonlyMap<string, InputTable>, changing: Changing | undefined): string {
  const also = each.alsoOf.flatMap((name) => {
    const base = all.get(name);
    const names = base?.inputs.filter(({ path }) => !/[.[]/.test(path)).map(({ path }) => code(path));
    return names ? [`And the inputs of ${code(name)}: ${names.join(', ')}.`] : [];
  });
  return [`### ${each.name}`, each.text, table(each, changing), ...also].filter((text) => text !== '').join('\n\n');
}

function table(of: InputTable, changing: Changing | undefined): string {
  return markdownTable(
    ['name', 'type', 'default', ...(changing ? ['changing it'] : []), 'what'],
    of.inputs.map((input) => [
      ...[code(input.path), typeCell(input), defaultCell(input)],
      ...(changing ? [changing(of, input)] : []),
      whatCell(input),
    ]),
  );
}

function typeCell({ type, unit }: Input): string {
  return unit === undefined ? code(type) : `${code(type)}, ${unit}`;
}

/** `@default 30 - the maximum` is a value and its reason; `@default - none` is text. */
export function defaultCell({ required, default: text }: Pick<Input, 'required' | 'default'>): string {
  if (required) return 'required';
  if (text === undefined) return '';
  if (text.startsWith('- ')) return text.slice(2);
  const [, value = text, rest = ''] = /^('[^']*'|\{.*\}|\[.*\]|[\w.]+)(.*)$/s.exec(text) ?? [];
  return code(value) + rest.replace(/^\s+- /, ': ');
}

function whatCell({ text, since }: Input): string {
  return since === undefined || since === FIRST_VERSION ? text : `${text} (since ${since})`;
}

/** The tables of a module's outputs, as Markdown: values first, then resources. */
export function outputsMarkdown(outputs: readonly Output[]): string {
  const values = outputs.filter(({ isValue }) => isValue);
  const parts = outputs.filter(({ isValue }) => !isValue);
  const sections = [
    values.length > 0 &&
      markdownTable(
        ['name', 'type', 'what'],
        values.map(({ name, type, text }) => [code(name), type ? code(type) : '', text]),
      ),
    parts.length > 0 &&
      `The underlying resources are public, for changes and additions:\n\n${markdownTable(
        ['name', 'type', 'what'],
        parts.map(({ name, type, text, resources }) => [
          code(name),
          code(type),
          [...new Set(resources.map(code)), text].filter((each) => each !== '').join(': '),
        ]),
      )}`,
  ];
  return sections.filter((each) => each !== false).join('\n\n');
}

/** A table of functions, classes and constants; one for each name to import from. */
export function exportsMarkdown(exported: readonly Exported[]): string {
  const entries = [...new Set(exported.map(({ entry }) => entry))];
  return entries
    .map((entry) => {
      const rows = exported.filter((each) => each.entry === entry);
      return `From ${code(entry)}:\n\n${markdownTable(
        ['name', 'kind', 'what'],
        rows.map(({ name, kind, text }) => [code(name), kind, text]),
      )}`;
    })
    .join('\n\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
