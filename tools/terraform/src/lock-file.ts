import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvPaths } from './workspace';

const NAME = '.terraform.lock.hcl';

/**
 * Terraform wants its lock file where it runs, in a folder that synthesis owns. So it is kept elsewhere and copied: the
 * environment's own where it has one in git, else the generated one in `.tf`.
 */
export function placeLockFile(paths: EnvPaths): void {
  const kept = committed(paths) ?? paths.lock;
  const placed = join(paths.stack, NAME);
  if (existsSync(kept) && text(kept) !== text(placed)) copyFileSync(kept, placed);
}

/** Keeps what `init` wrote. A committed lock file changes by a person's hand alone. */
export function keepLockFile(paths: EnvPaths): void {
  const placed = join(paths.stack, NAME);
  if (!committed(paths) && existsSync(placed)) copyFileSync(placed, paths.lock);
}

/** What a run of `init` depends on. */
export function committedLock(paths: EnvPaths): string {
  return text(committed(paths) ?? '');
}

function committed({ app }: EnvPaths): string | undefined {
  const file = join(app, NAME);
  return existsSync(file) ? file : undefined;
}

function text(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
