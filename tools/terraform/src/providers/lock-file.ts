import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ToolError } from '@restartix/kit';
import { lockedProviders, type Product } from '@restartix/plan-report';
import { fullSource, platform } from './mirror';
import { PRODUCTS, REGISTRIES } from './product';
import { satisfies } from './version';
import type { Session } from '../run/session';

/** What Terraform and OpenTofu call the file where they run. */
export const LOCK_FILE = '.terraform.lock.hcl';

type Locked = Pick<Session, 'paths' | 'terraform' | 'configuration'>;

/**
 * Terraform wants its lock file where it runs, in a folder that synthesis owns. So it is kept elsewhere and copied: the
 * environment's own in git where that has all that this run needs, else the generated one in `.tf`. OpenTofu wants the
 * same name, with its own registry in it: each program has its own.
 */
export function placeLockFile(session: Locked): void {
  const committed = complete(session);
  const kept = committed ? requiredOf(session, text(committed)) : text(generated(session));
  const placed = join(session.paths.stack, LOCK_FILE);
  if (kept !== '' && kept !== text(placed)) writeFileSync(placed, kept);
  if (isOfOther(text(placed), session.terraform.product)) rmSync(placed);
}

/** Keeps what `init` wrote. A committed lock file changes by a person's hand alone, and stays placed as it is. */
export function keepLockFile(session: Locked): void {
  const placed = join(session.paths.stack, LOCK_FILE);
  const committed = complete(session);
  if (committed) writeFileSync(placed, requiredOf(session, text(committed)));
  else if (existsSync(placed)) copyFileSync(placed, generated(session));
}

/** What a run of `init` depends on. */
export function committedLock(session: Locked): string {
  return text(complete(session) ?? '');
}

/**
 * A run in the cloud installs what was reviewed: without a committed lock file it would take whatever the registry gives.
 * @throws ToolError that names what the lock file lacks, and the command that writes it.
 */
export function requireLockFile(session: Locked): void {
  const lacks = lacksOf(session);
  if (lacks.length === 0) return;
  const { paths, terraform } = session;
  throw new ToolError(
    `${relative(paths.root, committedFile(paths.app, terraform.product))} lacks ${lacks.join(', ')}: a run in the cloud installs locked providers only.`,
    `Write it where the registry can be reached, and commit it: npx nx run ${paths.env}:lock-providers. A local run (:local) does not need it.`,
  );
}

/** Where an environment keeps its lock file in git. */
export function committedFile(app: string, product: Product): string {
  return join(app, `.${nameOf(product)}`);
}

/** The line that a committed lock file begins with: its hashes do not say what they are of. */
export function platformsLine(platforms: readonly string[]): string {
  return `${PLATFORMS}${platforms.join(', ')}\n`;
}

const PLATFORMS = '# Platforms: ';

/** The committed lock file where it has all that this run needs. */
function complete(session: Locked): string | undefined {
  return lacksOf(session).length === 0 ? committedFile(session.paths.app, session.terraform.product) : undefined;
}

/** Without the providers of the environment's other stacks, which Terraform would take out of a file that it may not write. */
function requiredOf({ configuration, terraform }: Locked, lock: string): string {
  const required = Object.values(configuration.requiredProviders).map((each) => fullSource(each, terraform.product));
  return lock
    .split(/^(?=provider ")/m)
    .filter((block) => {
      const [, source] = /^provider "([^"]+)"/.exec(block) ?? [];
      return source === undefined || required.includes(source);
    })
    .join('');
}

/** Providers and the platform that the committed lock file lacks. */
function lacksOf({ paths, terraform, configuration }: Locked): string[] {
  const lock = text(committedFile(paths.app, terraform.product));
  const locked = lockedProviders(lock);
  const providers = Object.values(configuration.requiredProviders)
    .filter((provider) => {
      const { version, hashes = [] } = locked[fullSource(provider, terraform.product)] ?? {};
      return version === undefined || hashes.length === 0 || !satisfies(version, provider.version);
    })
    .map(({ source, version }) => [source, version].filter(Boolean).join(' '));
  return [...providers, ...(platformsOf(lock).includes(platform()) ? [] : [`the platform ${platform()}`])];
}

function platformsOf(lock: string): string[] {
  const [, list = ''] = /^# Platforms: (.*)$/m.exec(lock) ?? [];
  return list.trim().split(', ');
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
