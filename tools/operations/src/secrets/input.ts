import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { parseEnv } from 'node:util';
import { isRecord, ToolError } from '@restartix/kit';

/** Where values come from: never from arguments, which the shell's history and the list of processes show. */
export interface Input {
  readonly isTerminal: boolean;
  /** Everything on standard input. */
  readonly read: () => Promise<string>;
  /** An answer that the terminal does not show. */
  readonly hidden: (question: string) => Promise<string>;
}

export const STANDARD_INPUT: Input = {
  isTerminal: process.stdin.isTTY === true,
  read: () => text(process.stdin),
  hidden,
};

/** The values of a JSON object or of `KEY=VALUE` lines. @throws ToolError that quotes nothing of them. */
export function parseValues(given: string): Readonly<Record<string, string>> {
  if (!given.trimStart().startsWith('{')) return parsedLines(given);
  const values = parsedJson(given);
  const odd = Object.keys(values).find((key) => typeof values[key] !== 'string');
  if (odd !== undefined)
    throw new ToolError(`The value of ${odd} is not a text.`, 'Give texts alone: {"KEY": "value"}.');
  return values as Record<string, string>;
}

function parsedJson(given: string): Record<string, unknown> {
  try {
    const values: unknown = JSON.parse(given);
    if (isRecord(values)) return values;
  } catch {
    // Its message would quote a value.
  }
  throw new ToolError('Standard input begins as JSON and is none.', 'Give an object of texts: {"KEY": "value"}.');
}

function parsedLines(given: string): Record<string, string> {
  const values = parseEnv(given) as Record<string, string>;
  if (Object.keys(values).length === 0)
    throw new ToolError('Standard input has no values.', 'Give a JSON object, or lines KEY=VALUE.');
  return values;
}

async function hidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const left = new Promise<never>((_, reject) => {
    terminal.once('close', () => reject(new ToolError('Not confirmed.', 'Nothing was changed.', { exitCode: 130 })));
  });
  try {
    return await Promise.race([terminal.question(''), left]);
  } finally {
    left.catch(() => undefined);
    terminal.close();
    process.stderr.write('\n');
  }
}
