import { printable } from '@restartix/kit';

/** News for a person. Standard output is kept for what a command answers. */
export function say(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
