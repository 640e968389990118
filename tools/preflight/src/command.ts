import { shellWord } from '@restartix/kit';

/** A command line that a POSIX shell reads as these words. */
export function command(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
