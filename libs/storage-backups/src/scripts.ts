import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Beside `src` and `dist` alike. */
const FOLDER = join(__dirname, '../scripts');

/** What the task runs, for `bash -c`; its arguments go to pg_dump. */
export function backupScript(): string {
  return script('common.sh', 'backup.sh');
}

/** What a restore runs, for `bash -c`; the README says with which environment. */
export function restoreScript(): string {
  return [
    script('common.sh'),
    `functions() {\n  cat <<'SQL'\n${script('restore.sql')}SQL\n}\n`,
    script('restore.sh'),
  ].join('\n');
}

/** Says what an image lacks of the runner's contract, for `bash -c`: ends with 0 when it has all of it. */
export function imageCheckScript(): string {
  return script('common.sh', 'image.sh');
}

// A checkout or an archive may have given the files CRLF: bash takes the CR for a part of the word before it.
function script(...names: string[]): string {
  return names.map((file) => readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n')).join('\n');
}
