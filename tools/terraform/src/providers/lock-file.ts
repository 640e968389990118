import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '@restartix/plan-report';
import { PRODUCTS, REGISTRIES } from './product';
import type { Session } from '../run/session';

const NAME = '.terraform.lock.hcl';

type Locked = Pick<Session, 'paths' | 'terraform'>;

/**
 * Terraform wants its lock file where it runs, in a folder that synthesis owns. So it is kept elsewhere and copied: the
 * environment's own where it has one in git, else the generated one in `.tf`. OpenTofu wants the same name, with its own
 * registry in it: each program has its own.
 */
export function placeLockFile(session: Locked): void {
  const kept = committed(session) ?? generated(session);
  const placed = join(session.paths.stack, NAME);
  if (existsSync(kept) && text(kept) !== text(placed)) copyFileSync(kept, placed);
  if (isOfOther(text(placed), session.terraform.product)) rmSync(placed);
}

/** Keeps what `init` wrote. A committed lock file changes by a person's hand alone. */
export function keepLockFile(session: Locked): void {
  const placed = join(session.paths.stack, NAME);
  if (!committed(session) && existsSync(placed)) copyFileSync(placed, generated(session));
}

/** What a run of `init` depends on. */
export function committedLock(session: Locked): string {
  return text(committed(session) ?? '');
}

function committed({ paths, terraform }: Locked): string | undefined {
  const file = join(paths.app, `.${nameOf(terraform.product)}`);
  return existsSync(file) ? file : undefined;
}

function generated({ paths, terraform }: Locked): string {
  return join(paths.locks, nameOf(terraform.product));
}

/** `terraform.lock.hcl`, `opentofu.lock.hcl` */
function nameOf(product: Product): string {
  return `${product.toLowerCase()}.lock.hcl`;
}

/** Whether a lock file speaks of the other program's registry alone. */
function isOfOther(lock: string, product: Product): boolean {
  const named = REGISTRIES.filter((registry) => lock.includes(`"${registry}/`));
  return named.length > 0 && !named.includes(PRODUCTS[product].registry);
}

function text(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
