import { TIERS, type Tier } from './kinds';
import type { Module } from './modules';

/** What is drawn as one: a module, or several that nothing in the picture tells apart. */
export interface Box {
  readonly id: string;
  readonly tier: Tier;
  readonly names: readonly string[];
  /** Lines under the names. */
  readonly facts: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

export interface Picture {
  readonly boxes: readonly Box[];
  /** From what reads to what is read. */
  readonly arrows: readonly Arrow[];
}

const KINDS_SHOWN = 3;

/** Merges modules of one tier that have the same kinds, read the same and are read by the same. */
export function pictureOf(modules: readonly Module[]): Picture {
  const readers = new Map(
    modules.map(({ name }) => [name, modules.filter(({ reads }) => reads.includes(name)).map((each) => each.name)]),
  );
  const groups = new Map<string, Module[]>();
  for (const module of modules) {
    const key = JSON.stringify([module.tier, module.kinds, module.reads, readers.get(module.name)]);
    groups.set(key, [...(groups.get(key) ?? []), module]);
  }
  const members = [...groups.values()];
  const idOf = new Map(members.flatMap((group) => group.map(({ name }) => [name, idFor(group)] as const)));
  const boxes = members.map((group) => boxOf(group, readers));
  const tiers = new Map(boxes.map(({ id, tier }) => [id, tier]));
  const isDrawn = ({ from, to }: Arrow): boolean =>
    from !== to && counts(tiers.get(from)!) !== 'reads' && counts(tiers.get(to)!) !== 'readers';
  const arrows = modules
    .flatMap(({ name, reads }) => reads.map((read) => ({ from: idOf.get(name)!, to: idOf.get(read)! })))
    .filter(isDrawn);
  return { boxes, arrows: [...new Map(arrows.map((arrow) => [`${arrow.from} ${arrow.to}`, arrow])).values()] };
}

function boxOf(group: readonly Module[], readers: ReadonlyMap<string, readonly string[]>): Box {
  const [{ tier, kinds, reads, name }] = group as [Module];
  const sizes = [...new Set(group.map(({ resources }) => resources))].sort((a, b) => a - b);
  const size = sizes.length > 1 ? `${sizes[0]}–${sizes.at(-1)}` : `${sizes[0]}`;
  return {
    id: idFor(group),
    tier,
    names: group.map((each) => each.name),
    facts: [
      `${size} resource${size === '1' ? '' : 's'}${group.length > 1 ? ' each' : ''}`,
      ...kinds.slice(0, KINDS_SHOWN),
      ...counted(tier, { reads: reads.length, readers: readers.get(name)?.length ?? 0 }),
    ],
  };
}

function counted(tier: Tier, { reads, readers }: { reads: number; readers: number }): string[] {
  const modules = (count: number): string => `${count} module${count === 1 ? '' : 's'}`;
  if (counts(tier) === 'readers' && readers > 0) return [`read by ${modules(readers)}`];
  if (counts(tier) === 'reads' && reads > 0) return [`reads ${modules(reads)}`];
  return [];
}

function counts(tier: Tier): 'readers' | 'reads' | undefined {
  return TIERS.find((row) => row.tier === tier)?.counts;
}

function idFor([first]: readonly Module[]): string {
  return first!.name;
}
