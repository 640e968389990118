import { createInterface } from 'node:readline/promises';
import { TerraformFailure } from '../run/failure';

/** Asks on the terminal; undefined when there is none. Ctrl-C and Ctrl-D are an answer too: no. */
export async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<never>((_, reject) => {
    terminal.once('close', () => reject(new TerraformFailure('Not confirmed.', 'Nothing was changed.', 'interrupted')));
  });
  try {
    return (await Promise.race([terminal.question(question), left])).trim();
  } finally {
    left.catch(() => undefined);
    terminal.close();
  }
}
