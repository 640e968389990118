import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const IMPORT = /(?:from|import\(|require\()\s*'((?:@[^/']+\/)?[^./'][^/']*)/g;

/** The packages that a package's sources import; tests and their helpers, which no tarball holds, are omitted. */
export function importsOf(root: string, folder: string): string[] {
  const names = readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !/(^|\/)testing\//.test(name))
    .flatMap((name) => [...readFileSync(join(root, folder, 'src', name), 'utf8').matchAll(IMPORT)])
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'));
  return [...new Set(names)].sort();
}
