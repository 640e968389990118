import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Packed } from './pack';

type Named = Pick<Packed, 'name' | 'contents'>;

const FOLDER = 'tools/packages/contents';

/** Where the list of a package's files is kept, e.g. `tools/packages/contents/network.txt`. */
export function contentsFile(name: string): string {
  return `${FOLDER}/${shortName(name)}.txt`;
}

/** `@restartix/network` → `network` */
export function shortName(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

/** Where tarballs hold other files than the kept lists say. */
export function contentsProblems(root: string, packed: readonly Named[]): string[] {
  return packed.flatMap(({ name, contents }) => {
    const file = join(root, contentsFile(name));
    const kept = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    const added = contents.filter((path) => !kept.includes(path)).map((path) => `+ ${path}`);
    const gone = kept.filter((path) => !contents.includes(path)).map((path) => `- ${path}`);
    if (added.length + gone.length === 0) return [];
    return [
      [
        `${name}: its tarball differs from ${contentsFile(name)}:`,
        ...[...gone, ...added].map((line) => `  ${line}`),
        'If that is meant, run npx nx run packages:update.',
      ].join('\n'),
    ];
  });
}

/** Writes the lists; those of packages that are gone are removed. */
export function updateContents(root: string, packed: readonly Named[]): void {
  const folder = join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const { name, contents } of packed) writeFileSync(join(root, contentsFile(name)), `${contents.join('\n')}\n`);
}
