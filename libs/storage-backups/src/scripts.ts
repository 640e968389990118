import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside `src` and `dist` alike. */
const FOLDER = join(__dirname, '../scripts');

/** What the task runs, for `bash -c`; its arguments go to pg_dump. */
export function backupScript(): string {
  return script('backup.sh');
}

/** What a restore runs, for `bash -c`; the README says with which environment. */
export function restoreScript(): string {
  return script('restore.sh');
}

// A checkout or an archive may have given the files CRLF: bash takes the CR for a part of the word before it.
function script(name: string): string {
  return ['common.sh', name]
    .map((file) => readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n'))
    .join('\n');
}

/** Text escaped for Terraform's configuration, so that `${…}` of a shell stays what it is. */
export function escaped(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
