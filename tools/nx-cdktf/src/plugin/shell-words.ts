/**
 * Nx puts what was typed behind a target into the text of a command, which `sh` runs. It writes double quotes around a
 * word, in which `$`, a backtick and a backslash still mean something, leaves a word alone that has quotes already, and
 * one whose `=` follows no flag: https://github.com/nrwl/nx/blob/23.2.1/packages/nx/src/executors/run-commands
 * @throws Error for a word that would not arrive as it was typed
 */
export function refuseShellWords(words: readonly string[]): void {
  const refused = words.find((word) => !isSafe(word));
  if (refused === undefined) return;
  throw new Error(
    `Argument ${JSON.stringify(refused)} is not possible: Nx passes arguments through a shell, which would run or change it ` +
      '($, `, \\ and line breaks anywhere, quotes around it). Run the command without Nx; its line is in the target (npx nx show target).',
  );
}

function isSafe(word: string): boolean {
  const [, value = word] = /^--[\w.-]+=(.*)$/s.exec(word) ?? [];
  const isBare = value === word && word.includes('=');
  return !/[$`\\\r\n\0]/.test(word) && !/^["']/.test(value) && !(isBare && /[|&;<>()!"'*?[\]{}~#\s]/.test(word));
}
