/** News for a person. Standard output is kept for what a command answers. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
