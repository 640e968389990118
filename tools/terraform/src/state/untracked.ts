import { existsSync, readFileSync, statSync } from 'node:fs';
import { placeOverride } from '../environment/overrides';
import { parseEvent } from '../run/progress';
import { lastLog } from '../run/log';
import type { Session } from '../run/session';
import { stateAddresses } from './resources';

/** What is imported by an id. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** A resource that exists, and that the state does not know. */
export interface Untracked {
  readonly to: string;
  /** Undefined for what cannot be imported. */
  readonly id?: string;
  /** Arguments that its configuration has in this run, in place of an import. */
  readonly during?: Readonly<Record<string, unknown>>;
}

const IMPORTS = 'untracked.tf.json';
const DURING = 'untracked_override.tf.json';

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
  const imports = untracked.flatMap(({ to, id }) => (id === undefined ? [] : [{ to, id }]));
  placeOverride(paths.stack, IMPORTS, imports.length > 0 ? { import: imports } : undefined);
  const resource: Record<string, Record<string, unknown>> = {};
  for (const { to, during } of untracked) {
    const [type = '', name = ''] = to.split('.');
    if (during) resource[type] = { ...resource[type], [name]: during };
  }
  placeOverride(paths.stack, DURING, Object.keys(resource).length > 0 ? { resource } : undefined);
}

/** Leaves out those that errors of Terraform's name; undefined when they name none. */
export function withoutRefused(untracked: readonly Untracked[], errors: string): Untracked[] | undefined {
  const left = untracked.filter(({ to, id }) => !names(errors, to) && !(id && names(errors, id)));
  return left.length < untracked.length ? left : undefined;
}

/** As a word: `aws_route.out` is not in `aws_route.outside`. */
function names(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + word.length] ?? '')) return true;
  return false;
}

/** Nothing, when the apply came to its end: then the state has all of it. */
export function madeByCutOffApply(log: string): Import[] {
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
