import { createInterface } from 'node:readline/promises';
import { ToolError } from './errors';

// As a shell says it of what an interrupt ended.
const INTERRUPTED = 130;

/** Asks on the terminal; undefined when there is none. Ctrl-C and Ctrl-D are an answer too: no. */
export async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<never>((_, reject) => {
    terminal.once('close', () =>
      reject(new ToolError('Not confirmed.', 'Nothing was changed.', { exitCode: INTERRUPTED })),
    );
  });
  try {
    return (await Promise.race([terminal.question(question), left])).trim();
  } finally {
    left.catch(() => undefined);
    terminal.close();
  }
}
