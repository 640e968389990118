import type { Action } from '@restartix/plan-report';
import { GONE, type ModuleChange } from './changed';
import { TIERS, type Tier } from './kinds';
import type { Module } from './modules';
import { INTERNET, type Flow, type Place } from './network';

/** What is drawn as one: a module, or several that nothing in the picture tells apart. */
export interface Box {
  readonly id: string;
  readonly tier: Tier;
  readonly place?: Place;
  readonly names: readonly string[];
  /** Lines under the names. */
  readonly facts: readonly string[];
  /** What a plan does to it, if the picture is one of a plan. */
  readonly action?: Action;
  readonly changes: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** May call it, on these ports; or uses it. */
  readonly kind: 'calls' | 'uses';
  readonly ports?: string;
}

export interface Picture {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** What a picture is made of. */
export interface Scene {
  readonly modules: readonly Module[];
  readonly places: ReadonlyMap<string, Place>;
  readonly flows: readonly Flow[];
  readonly changes: ReadonlyMap<string, ModuleChange>;
}

const KINDS_SHOWN = 3;

/** Merges modules of one tier and place that have the same kinds and the same arrows. */
export function pictureOf(scene: Scene): Picture {
  const arrows = arrowsOf(scene);
  const groups = new Map<string, Module[]>();
  for (const module of scene.modules) {
    const { name, tier, kinds } = module;
    const own = arrows.filter(({ from, to }) => from === name || to === name);
    const ends = own.map((arrow) => JSON.stringify({ ...arrow, [arrow.from === name ? 'from' : 'to']: '' })).sort();
    const key = JSON.stringify([tier, scene.places.get(name), kinds, ends, scene.changes.get(name)]);
    groups.set(key, [...(groups.get(key) ?? []), module]);
  }
  const members = [...groups.values()];
  const idOf = new Map(members.flatMap((group) => group.map(({ name }) => [name, group[0]!.name] as const)));
  const id = (name: string): string => idOf.get(name) ?? name;
  const drawn = arrows.map((arrow) => ({ ...arrow, from: id(arrow.from), to: id(arrow.to) }));
  const gone = scene.changes.get(GONE);
  return {
    boxes: [
      ...(drawn.some(({ from }) => from === INTERNET) ? [plain(INTERNET, 'edge')] : []),
      ...members.map((group) => boxOf(group, scene)),
      ...(gone ? [{ ...plain(GONE, 'operations'), action: gone.action, changes: gone.facts }] : []),
    ],
    arrows: [...new Map(drawn.map((arrow) => [`${arrow.kind} ${arrow.from} ${arrow.to}`, arrow])).values()],
  };
}

function plain(name: string, tier: Tier): Box {
  return { id: name, tier, names: [name], facts: [], changes: [] };
}

/** Who calls whom, and what uses what where no call says it. */
function arrowsOf({ modules, flows }: Scene): Arrow[] {
  const tiers = new Map(modules.map(({ name, tier }) => [name, tier]));
  const isCounted = (name: string): boolean => TIERS.some((row) => row.tier === tiers.get(name) && row.counts);
  const doors = modules.filter(({ tier }) => tier === 'balancing').map(({ name }) => name);
  // A name at the edge leads to the load balancer: what comes from the internet comes by it.
  const edges = modules.filter(({ tier, reads }) => tier === 'edge' && reads.some((read) => doors.includes(read)));
  const readsOf = new Map(modules.map(({ name, reads }) => [name, reads]));
  const calls = flows
    .filter(({ from, to }) => !isCounted(from) && !isCounted(to))
    // A load balancer may call all that wear the group, and calls those that have a rule of its.
    .filter(({ from, to }) => !doors.includes(from) || readsOf.get(to)!.includes(from))
    .flatMap((flow): Arrow[] => {
      const way = flow.from === INTERNET ? edges.filter(({ reads }) => reads.includes(flow.to)) : [];
      if (way.length === 0) return [{ ...flow, kind: 'calls' }];
      return way.flatMap(({ name }) => [
        { from: INTERNET, to: name, kind: 'calls' },
        { from: name, to: flow.to, kind: 'calls', ports: flow.ports },
      ]);
    });
  const joined = new Set(calls.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
  const uses = modules
    .filter(({ tier }) => tier === 'services')
    .flatMap(({ name, reads }) => reads.filter((to) => USED.includes(tiers.get(to)!)).map((to) => ({ from: name, to })))
    .filter(({ from, to }) => !joined.has(`${from} ${to}`))
    .map((arrow): Arrow => ({ ...arrow, kind: 'uses' }));
  return [...calls, ...uses];
}

/** What services use. What stores, watches or deploys reads others to know them, which is no use of them. */
const USED: readonly Tier[] = ['services', 'storage', 'data'];

function boxOf(group: readonly Module[], { modules, places, changes }: Scene): Box {
  const [{ tier, kinds, reads, name }] = group as [Module];
  const sizes = [...new Set(group.map(({ resources }) => resources))].sort((a, b) => a - b);
  const size = sizes.length > 1 ? `${sizes[0]}–${sizes.at(-1)}` : `${sizes[0]}`;
  const place = places.get(name);
  const change = changes.get(name);
  const each = group.length > 1 ? ' each' : '';
  return {
    id: name,
    tier,
    ...(place ? { place } : {}),
    names: group.map((module) => module.name),
    facts: [
      `${size} resource${size === '1' ? '' : 's'}${each}`,
      ...kinds.slice(0, KINDS_SHOWN),
      ...counted(tier, { reads: reads.length, readers: modules.filter((other) => other.reads.includes(name)).length }),
    ],
    ...(change ? { action: change.action } : {}),
    changes: (change?.facts ?? []).map((fact) => `${fact}${each}`),
  };
}

function counted(tier: Tier, { reads, readers }: { reads: number; readers: number }): string[] {
  const modules = (count: number): string => `${count} module${count === 1 ? '' : 's'}`;
  const counts = TIERS.find((row) => row.tier === tier)?.counts;
  if (counts === 'readers' && readers > 0) return [`used by ${modules(readers)}`];
  if (counts === 'reads' && reads > 0) return [`reads ${modules(reads)}`];
  return [];
}
