import { duration } from '../render/interruption';
import type { Kind } from '../model';
import { ROWS } from './consequences';

/** A row of the table, for a page. */
export interface RowInWords {
  readonly kind: Kind;
  readonly types: readonly string[];
  readonly when: string;
  readonly means: string;
  /** Of an interruption. */
  readonly lasts?: string;
  /** Of what AWS refuses. */
  readonly steps?: string;
  readonly source: string;
}

/** The whole table; what a text takes from a plan is `…`. */
export function rowsInWords(): RowInWords[] {
  return ROWS.map((row) => ({
    kind: row.kind,
    types: row.types,
    when: row.when.words,
    means: withoutValues(row.text),
    ...(row.kind === 'interrupted' ? { lasts: duration(row.lasts) } : {}),
    ...(row.kind === 'refused-by-aws' ? { steps: withoutValues(row.steps.replaceAll('{env}', 'ENV')) } : {}),
    source: row.source,
  }));
}

function withoutValues(text: string): string {
  return text.replace(/\{\w+\}/g, '…');
}
