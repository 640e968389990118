const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command line that a POSIX shell reads as these words. */
export function command(...words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
