import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mustCapture } from '@restartix/kit';

/** Not linked: npm and Nx write into these in place. */
const NOT_LINKED = ['.cache', '.package-lock.json'];

/**
 * A copy of the workspace to change: tracked and untracked files, and the installed packages. Installed files are hard
 * links, which npm replaces and never writes into, so the workspace keeps its own.
 */
export async function copyWorkspace(root: string): Promise<string> {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'successor-')));
  const listed = await mustCapture('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of listed.split('\0').filter((each) => each !== '' && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  const installed = join(root, 'node_modules');
  linkFolder(installed, join(copy, 'node_modules'), NOT_LINKED);
  const lock = join(installed, '.package-lock.json');
  if (existsSync(lock)) copyFileSync(lock, join(copy, 'node_modules/.package-lock.json'));
  return copy;
}

function linkFolder(from: string, to: string, skipped: readonly string[] = []): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (skipped.includes(entry.name)) continue;
    if (entry.isDirectory()) linkFolder(source, target);
    // Relative, so a package of the workspace is the one in the copy.
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or one without hard links.
    copyFileSync(source, target);
  }
}
