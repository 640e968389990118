/** With the daemon, or with isolated plugins, hooks run in another process than what talks to the terminal. */
export function isOwnProcess(argv: readonly string[]): boolean {
  return argv.length === process.argv.length && argv.every((word, i) => word === process.argv[i]);
}
