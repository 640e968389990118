import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ToolError } from '@restartix/kit';

/** Gives a tarball's files in a folder, and removes it after. */
export function unpacked<T>(file: string, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tarball-'));
  try {
    const { status, stderr } = spawnSync('tar', ['-xzf', file, '-C', folder], { encoding: 'utf8' });
    if (status !== 0) throw new ToolError(`${file} cannot be unpacked: ${stderr.trim()}`, 'Pack it again.');
    return use(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What in an unpacked package leads to a file that it does not hold: imports of its own files, and source maps. */
export function deadEnds(folder: string): string[] {
  return readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, 'dist', name))
    .flatMap((file) => {
      const targets = file.endsWith('.map') ? sourcesOf(file) : /\.(js|d\.ts)$/.test(file) ? importsOf(file) : [];
      return targets
        .filter((target) => !existsSync(join(dirname(file), target)))
        .map((target) => `${relative(folder, file)} leads to ${target}, which is not in the tarball`);
    });
}

function sourcesOf(file: string): readonly string[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { sources: readonly string[] }).sources;
}

/** Relative imports as files, and the source map that a file names. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const end = file.endsWith('.d.ts') ? '.d.ts' : '.js';
  const imports = [...text.matchAll(/(?:from|import\(|require\()\s*["'](\.[^"']+)["']/g)].map(([, path = '']) =>
    existsSync(join(dirname(file), `${path}${end}`)) ? `${path}${end}` : `${path}/index${end}`,
  );
  const maps = [...text.matchAll(/^\/\/# sourceMappingURL=(\S+)$/gm)].map(([, path = '']) => path);
  return [...imports, ...maps];
}
