import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../workspace';

/** What became of one kind of fault on one configuration, or of one incident. */
export interface Row {
  readonly tried: number;
  /** The commands that it took, the disturbed one among them. */
  readonly runs: number;
  /** Converged in the disturbed run, and by running the same command again. */
  readonly atOnce: number;
  readonly again: number;
  /** What needed a person. */
  readonly person: number;
}

export type Rows = Readonly<Record<string, Row>>;

const RECORD = join(__dirname, 'recorded.json');
const PAGE = join(REPOSITORY, 'docs/reliability.md');
const TABLE = /(<!-- faults -->\n)[^]*(<!-- \/faults -->)/;

export function recorded(): Rows {
  return JSON.parse(readFileSync(RECORD, 'utf8')) as Rows;
}

/** Keeps a row, and writes the page's table anew. */
export function record(name: string, row: Row): void {
  const rows = { ...recorded(), [name]: row };
  writeFileSync(RECORD, `${JSON.stringify(rows, null, 2)}\n`);
  writeFileSync(PAGE, page(rows));
}

/** docs/reliability.md as it has to be. */
export function page(rows = recorded()): string {
  const header = ['what went wrong', 'tried', 'runs', 'converged at once', 'by running it again', 'needed a person'];
  const lines = Object.entries(rows).map(([name, { tried, runs, atOnce, again, person }]) =>
    [name, tried, runs, atOnce, again, person].map(String),
  );
  const widths = header.map((_, column) => Math.max(...[header, ...lines].map((line) => line[column]!.length)));
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const text = readFileSync(PAGE, 'utf8');
  if (!TABLE.test(text)) throw new Error(`${PAGE} has no <!-- faults --> … <!-- /faults -->`);
  const table = [row(header), rule, ...lines.map(row)].join('\n');
  return text.replace(TABLE, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
}
