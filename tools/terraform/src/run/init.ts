import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, interrupted } from './explain-failure';
import { committedLock, keepLockFile, placeLockFile, requireLockFile } from '../providers/lock-file';
import {
  BACKEND_OVERRIDE,
  backendOverride,
  emulatorBackend,
  placeOverride,
  type StateForm,
} from '../environment/overrides';
import { say } from '../cli/say';
import type { Session } from './session';

/** Runs `terraform init` when something that it depends on changed since the last time, or it never ran. */
export async function ensureInit(session: Session, state: StateForm): Promise<void> {
  placeFiles(session, state);
  const { data } = session.paths;
  const before = recall(memory(data));
  if (
    before === initFingerprint(session, state) &&
    existsSync(join(data, 'providers')) &&
    existsSync(backendOf(data))
  ) {
    return;
  }
  await init(session, state, ['-reconfigure']);
}

/** Runs `terraform init` and remembers what it was run for. */
export async function init(session: Session, state: StateForm, flags: readonly string[]): Promise<void> {
  const { paths, terraform } = session;
  const remembered = memory(paths.data);
  placeFiles(session, state);
  rmSync(remembered, { force: true });
  say(`Preparing ${terraform.product} ${terraform.version} for ${paths.name}, ${providerOrigin(session)}.`);
  // What the lock file pins is verified, and nothing is added to it.
  const locked = session.target === 'cloud' ? ['-lockfile=readonly'] : [];
  await runInit(session, [...flags, ...locked, ...backendFlags(session, state)]);
  writeFileSync(remembered, initFingerprint(session, state));
}

/** Installs the providers alone, into a data folder of its own: validation needs no state. */
export async function initWithoutState(session: Session, data: string): Promise<void> {
  placeLockFile(session);
  const fingerprint = providersFingerprint(session);
  const remembered = memory(data);
  if (recall(remembered) === fingerprint) return;
  await runInit(session, ['-backend=false'], data);
  writeFileSync(remembered, fingerprint);
}

/** Everything that `terraform init` looks at. */
function initFingerprint(session: Session, state: StateForm): string {
  const { configuration, emulator, target } = session;
  const backend = state.kind === 's3' && emulator ? emulatorBackend(emulator.url) : '';
  return digest([providersFingerprint(session), target, configuration.backend, backend, state]);
}

function providersFingerprint(session: Session): string {
  const { configuration, terraform, mirror } = session;
  return digest([configuration.requiredProviders, terraform, mirror, committedLock(session)]);
}

async function runInit(session: Session, flags: readonly string[], data?: string): Promise<void> {
  const {
    code,
    output,
    log,
    interrupted: stopped,
  } = await session.run(['init', '-input=false', '-no-color', ...flags], { data });
  if (stopped) throw interrupted(session, 'init');
  if (code !== 0) throw explain(session, 'init', output, log);
  keepLockFile(session);
}

function placeFiles(session: Session, state: StateForm): void {
  if (session.target === 'cloud') requireLockFile(session);
  placeOverride(session.paths.stack, BACKEND_OVERRIDE, state.kind === 'file' ? backendOverride(state.path) : undefined);
  placeLockFile(session);
}

function backendFlags({ emulator, paths }: Session, state: StateForm): string[] {
  if (state.kind === 'file' || !emulator) return [];
  const file = join(paths.work, 'backend.local.hcl');
  writeFileSync(file, emulatorBackend(emulator.url));
  return [`-backend-config=${file}`];
}

function providerOrigin({ mirror }: Session): string {
  return mirror ? `providers from ${mirror.path}` : 'providers from the registry';
}

function memory(data: string): string {
  return join(data, 'init.sha256');
}

/** Where Terraform itself remembers the backend. */
function backendOf(data: string): string {
  return join(data, 'terraform.tfstate');
}

function recall(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
