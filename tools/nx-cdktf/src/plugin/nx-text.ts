/**
 * What Nx puts before what a command prints, and behind it when it fails:
 * https://github.com/nrwl/nx/blob/23.2.1/packages/nx/src/executors/run-commands/running-tasks.ts
 */
const COMMAND_LINE = String.raw`\S*> [^\r\n]*`;
const WARNING = 'Warning: command ".*" exited with non-zero status code';

const CHUNK = new RegExp(`^${COMMAND_LINE}\r\n\r\n$|^(\r?\n)?${WARNING}$`, 's');
const BEFORE = new RegExp(`^${COMMAND_LINE}\r?\n\r?\n`);
const BEHIND = new RegExp(`${WARNING}\\s*$`, 's');

/** Whether a part of the output is Nx's, while a command runs. */
export function isNxText(chunk: string): boolean {
  return CHUNK.test(chunk);
}

/** What a command printed, once it has ended. */
export function withoutNxText(output: string): string {
  return output.replace(BEFORE, '').replace(BEHIND, '').trim();
}
