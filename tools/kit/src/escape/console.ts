import { formatWithOptions } from 'node:util';
import { printable } from './visible';

// The colours of our own reports. A text of somebody else's has lost its escape characters before it comes here.
const ESCAPE = '\u001b';
const COLOURS = new RegExp(`(${ESCAPE}\\[(?:0|3[1-6]|90)m)`);

/** Whatever a tool prints by `console` from now on, nobody's text in it moves the cursor or is a command of GitHub's runner. */
export function guardConsole(): void {
  for (const method of ['log', 'error', 'warn'] as const) {
    const print = console[method].bind(console);
    console[method] = (...values: unknown[]) => print('%s', guarded(formatWithOptions({ colors: false }, ...values)));
  }
}

function guarded(text: string): string {
  return text
    .split(COLOURS)
    .map((part) => (COLOURS.test(part) ? part : printable(part)))
    .join('');
}
