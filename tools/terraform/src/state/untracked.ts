import { existsSync, readFileSync, statSync } from 'node:fs';
import { placeOverride } from '../environment/overrides';
import { parseEvent } from '../run/progress';
import { lastLog } from '../run/log';
import type { Session } from '../run/session';
import { stateAddresses } from './resources';

/** A resource that exists, and that the state does not know. */
export interface Untracked {
  readonly to: string;
  readonly id: string;
}

const IMPORTS = 'untracked.tf.json';

/**
 * What a killed apply made after the state was last saved: its log says it, the state does not. Without it the next
 * apply would make the same things again, and fail where a name is taken.
 */
export async function findUntracked(session: Session): Promise<Untracked[]> {
  const { paths, target, emulator } = session;
  const log = lastLog(paths.logs, target, 'apply');
  if (!log || !existsSync(log)) return [];
  // What an earlier emulator held is gone.
  if (emulator && statSync(log).mtimeMs < new Date(emulator.startedAt).getTime()) return [];
  const made = madeByCutOffApply(readFileSync(log, 'utf8'));
  if (made.length === 0) return [];
  const recorded = await stateAddresses(session);
  return made.filter(({ to }) => !recorded.has(to));
}

/** The plan imports them, so that they are shown, approved and applied like any other change. */
export function placeImports({ paths }: Session, untracked: readonly Untracked[]): void {
  placeOverride(paths.stack, IMPORTS, untracked.length > 0 ? { import: untracked } : undefined);
}

/** Leaves out those that an error of Terraform's names; all of them when it names none. */
export function withoutRefused(untracked: readonly Untracked[], error: string): Untracked[] {
  const left = untracked.filter(({ to, id }) => !error.includes(to) && !error.includes(id));
  return left.length < untracked.length ? left : [];
}

/** Nothing, when the apply came to its end: then the state has all of it. */
export function madeByCutOffApply(log: string): Untracked[] {
  const made = new Map<string, string>();
  for (const line of log.split('\n')) {
    const event = parseEvent(line);
    if (event?.type === 'change_summary' && event.changes?.operation === 'apply') return [];
    if (event?.type === 'diagnostic' && event.diagnostic?.severity === 'error') return [];
    if (event?.type !== 'apply_complete') continue;
    const { resource, action, id_value: id } = event.hook ?? {};
    if (!resource) continue;
    if (action === 'create' && id) made.set(resource.addr, id);
    if (action === 'delete') made.delete(resource.addr);
  }
  return [...made].map(([to, id]) => ({ to, id }));
}
