import { ToolError } from '@restartix/kit';
import pLimit from 'p-limit';
import type { PlanReport, ReportedChange, ResourceBlocks } from '@restartix/plan-report';
import { say } from '../cli/say';
import { readJson } from '../environment/configuration';
import type { Session } from '../run/session';
import { knownAs } from '../state/resources';
import type { Untracked } from '../state/untracked';
import type { Found, Values } from './lookup';
import { type FindLookup, lookupsOf } from './lookups';
import { isOwn, ownTags } from './own-tags';

type Asking = Pick<Session, 'configuration' | 'paths' | 'sdk'>;

export interface FindOwn {
  /** How a type is looked up. @default - in AWS */
  readonly lookup?: FindLookup;
  /** The ids that the state has, as `knownAs` puts them. */
  readonly recorded: () => Promise<ReadonlySet<string>>;
}

/** What AWS has in place of what a plan would make. */
export interface Candidates {
  readonly to: string;
  readonly found: readonly Found[];
}

type Report = Pick<PlanReport, 'changes'>;

export interface OwnFinder {
  /**
   * All that fits and is in no state.
   * @param since - what has no name of its own is taken only when it is younger: the start of a deploy that did not end
   */
  candidates(report: Report, since?: Date): Promise<readonly Candidates[]>;
  /** What to import. @throws ToolError where more than one fits */
  imports(report: Report, since?: Date): Promise<readonly Untracked[]>;
}

/**
 * Finds what a plan would make although it exists: an apply made it, and neither the answer nor the state was kept. It is the
 * environment's own by the tags that every resource of it has, and the same by its name; AWS alone is asked, for the machine
 * that ran the apply may be gone.
 *
 * Each call asks about what the plan says now: a part of something is known once that is imported.
 */
export function ownFinder(session: Asking, { recorded, ...options }: FindOwn): OwnFinder {
  const own = ownTags(session);
  const lookup = options.lookup ?? lookupsOf(session.sdk, own);
  const inTurn = pLimit(AT_ONCE);
  const blockOf = blocksOf(session);
  const asked = new Set<string>();
  const refused = new Map<string, string[]>();

  const ask = async (change: ReportedChange): Promise<readonly [ReportedChange, readonly Found[]]> => {
    const how = await lookup(change.type);
    const values = how && valuesOf(change, how.by);
    if (!how || !values) return [change, []];
    asked.add(change.address);
    try {
      return [change, (await how.find(values)).filter(({ tags }) => tags === undefined || isOwn(tags, own))];
    } catch (error) {
      const reason = `${(error as Error).name}: ${(error as Error).message}`;
      refused.set(reason, [...(refused.get(reason) ?? []), change.address]);
      return [change, []];
    }
  };

  const candidates: OwnFinder['candidates'] = async ({ changes }, since) => {
    // Without tags nobody knows whose a thing is.
    if (Object.keys(own).length === 0) return [];
    // What another provider makes is in another region or account, where nobody looks here.
    const created = changes.filter(
      ({ action, address }) => action === 'create' && !asked.has(address) && blockOf(address)['provider'] === undefined,
    );
    const answers = (await Promise.all(created.map((each) => inTurn(() => ask(each))))).filter(
      ([, found]) => found.length > 0,
    );
    sayRefused(refused);
    if (answers.length === 0) return [];
    const known = await recorded();
    // What the state has at another address is about to move there, or to go: Terraform says which.
    const goes = new Set(
      changes.flatMap(({ action, type }) => (['destroy', 'replace'].includes(action) ? [type] : [])),
    );
    const isFree = (type: string, { id, recordedAs, tags, madeAt }: Found): boolean =>
      !known.has(knownAs(type, id)) &&
      !known.has(knownAs(type, recordedAs ?? id)) &&
      (tags !== undefined || !goes.has(type)) &&
      (madeAt === undefined || (since !== undefined && madeAt >= since));
    return answers
      .map(([{ address, type }, found]) => ({ to: address, found: found.filter((each) => isFree(type, each)) }))
      .filter(({ found }) => found.length > 0);
  };

  return {
    candidates,
    imports: async (report, since) => {
      const free = await candidates(report, since);
      refuseToGuess(
        session,
        free.filter(({ found }) => found.length > 1),
      );
      return free.flatMap(({ to, found }) => found.map((each) => untracked(to, each, blockOf(to))));
    },
  };
}

/** The configuration of an address. */
function blocksOf({ paths }: Asking): (address: string) => Block {
  const { resource = {} } = readJson(paths) as { resource?: ResourceBlocks };
  return (address) => {
    const [, type = '', name = ''] = /^(\w+)\.([\w-]+)/.exec(address) ?? [];
    return resource[type]?.[name] ?? {};
  };
}
type Block = ResourceBlocks[string][string];

/** An import, or what takes its place. A value whose changes are ignored (a deployed image) stays as it is. */
function untracked(to: string, { id, over }: Found, block: Block): Untracked {
  if (!over) return { to, id };
  const { ignore_changes: ignored = [] } = (block['lifecycle'] ?? {}) as { ignore_changes?: readonly string[] };
  const kept = Object.entries(over.now).filter(([attribute]) => ignored.includes(attribute));
  return { to, during: { ...over.with, ...Object.fromEntries(kept) } };
}

/** Undefined while one of them is not known yet, or none is there. */
function valuesOf({ attributes }: ReportedChange, by: readonly string[]): Values | undefined {
  const values: Record<string, string> = {};
  for (const name of by) {
    const path = name.replace(/\?$/, '');
    const after = attributes.find((each) => each.path === path)?.after;
    if (after?.kind === 'value') values[path] = String(after.value);
    else if (after !== undefined || path === name) return undefined;
  }
  return values;
}

/** AWS slows down whoever asks too much at once. */
const AT_ONCE = 8;

function sayRefused(refused: Map<string, string[]>): void {
  for (const [reason, addresses] of refused)
    say(`Not looked up in AWS, so made anew even if it exists: ${addresses.join(', ')} (${reason})`);
  refused.clear();
}

function refuseToGuess({ paths }: Asking, several: readonly Candidates[]): void {
  if (several.length === 0) return;
  throw new ToolError(
    [
      `AWS has more than one of what ${paths.name} would make, with its tags and name, and the state has none of them. Nothing was planned:`,
      ...several.map(({ to, found }) => `  ${to}: ${found.map(({ id }) => id).join(', ')}`),
    ].join('\n'),
    [
      'An apply made it, lost the answer and made it again. Keep the one that something uses; of two that are not used, either. Remove the other, then run this again:',
      ...several.flatMap(({ found }) => found.map(({ id, remove }) => `  ${remove ?? `remove ${id}`}`)),
    ].join('\n'),
  );
}
