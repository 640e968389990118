import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A text in the forms in which it may hide: as it is, hexadecimal, URL-encoded, and base64 at each alignment. */
export function encodedForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // Characters at the ends depend on what stands before and after the secret.
    return text.slice(shift === 0 ? 0 : shift + 1, -4);
  });
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      hex,
      hex.toUpperCase(),
      ...base64,
      ...base64.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_')),
    ]),
  ];
}

export interface Leak {
  /** File, and where it is an archive the entry in it. */
  readonly where: string;
  readonly form: string;
}

/** Looks for secrets in a text. */
export function leaksIn(where: string, text: string, secrets: readonly string[]): Leak[] {
  return secrets
    .flatMap(encodedForms)
    .filter((form) => text.includes(form))
    .map((form) => ({ where, form }));
}

/** Looks for secrets in files and folders; opens zip archives (a saved plan is one) and gzip. */
export function scan(
  paths: readonly string[],
  secrets: readonly string[],
  clean: (file: string, text: string) => string = (_, text) => text,
): Leak[] {
  return paths
    .filter((path) => existsSync(path))
    .flatMap((path) => files(path))
    .flatMap((file) => scanFile(file, secrets, clean));
}

/** Every file below a path, links not followed: providers lie behind them. */
export function files(path: string): string[] {
  const stat = statSync(path);
  if (stat.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name);
    if (entry.isDirectory()) return files(below);
    return entry.isFile() ? [below] : [];
  });
}

function scanFile(file: string, secrets: readonly string[], clean: (file: string, text: string) => string): Leak[] {
  const content = readFileSync(file);
  const magic = content.subarray(0, 2).toString('latin1');
  if (magic === 'PK') return scanArchive(file, secrets, clean);
  const text = (magic === '\u001f\u008b' ? gunzipSync(content) : content).toString('latin1');
  return leaksIn(file, clean(file, text), secrets);
}

function scanArchive(
  archive: string,
  secrets: readonly string[],
  clean: (file: string, text: string) => string,
): Leak[] {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  try {
    const { status, stderr } = spawnSync('python3', ['-m', 'zipfile', '-e', archive, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${archive} cannot be opened: ${stderr}`);
    return files(folder).flatMap((file) => {
      const entry = relative(folder, file);
      const text = readFileSync(file).toString('latin1');
      return leaksIn(`${archive}!${entry}`, clean(entry, text), secrets);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
