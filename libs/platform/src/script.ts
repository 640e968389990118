import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A script of this package's folder `scripts`, for a shell's `-c`. A checkout may have given it CRLF: no shell takes that. */
export function script(name: string): string {
  return readFileSync(join(__dirname, '../scripts', name), 'utf8').replaceAll('\r\n', '\n');
}
