import { addressOf, referencesIn } from '../edge/references';
import { mainKinds, tierOf, type Tier } from './kinds';

type Json = Readonly<Record<string, unknown>>;

/** One construct of a stack's first level: a module with all that is in it. */
export interface Module {
  readonly name: string;
  readonly tier: Tier;
  /** Managed resources; what is only read is not counted. */
  readonly resources: number;
  readonly kinds: readonly string[];
  /** Names of the modules that it reads, sorted. */
  readonly reads: readonly string[];
}

interface Element {
  readonly address: string;
  readonly type: string;
  readonly managed: boolean;
  readonly name: string;
  readonly module: string | undefined;
  readonly block: unknown;
}

/** The modules of a synthesized `cdk.tf.json`, by name. */
export function modulesOf(json: Json): Module[] {
  const elements = withModules(elementsOf(json));
  const homes = new Map(elements.map(({ address, module }) => [address, module]));
  const managed = elements.filter((element) => element.managed);
  const names = [...new Set(managed.map(({ module }) => module))].sort();
  return names.map((name) => {
    const own = elements.filter(({ module }) => module === name);
    const types = own.filter((element) => element.managed).map(({ type }) => type);
    const read = own.flatMap(({ block }) => references(block)).flatMap((address) => homes.get(address) ?? []);
    return {
      name,
      tier: tierOf(types),
      resources: types.length,
      kinds: mainKinds(types),
      reads: names.filter((each) => each !== name && read.includes(each)),
    };
  });
}

const SECTIONS: readonly (readonly [string, string])[] = [
  ['resource', ''],
  ['data', 'data.'],
  ['ephemeral', 'ephemeral.'],
];

function elementsOf(json: Json): Element[] {
  return SECTIONS.flatMap(([section, prefix]) =>
    Object.entries((json[section] ?? {}) as Record<string, Record<string, Json>>).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => ({
        address: `${prefix}${type}.${name}`,
        type,
        managed: section === 'resource',
        name,
        module: moduleOf(block),
        block,
      })),
    ),
  );
}

/** `staging/network/vpc` is of `network`. */
function moduleOf(block: Json): string | undefined {
  const { metadata } = (block['//'] ?? {}) as { metadata?: { path?: string } };
  return metadata?.path?.split('/')[1];
}

/** What has no path belongs to the module whose name its own begins with: `cache_token` is of `cache`. */
function withModules(elements: readonly Element[]): (Element & { readonly module: string })[] {
  const known = [...new Set(elements.flatMap(({ module }) => module ?? []))].sort((a, b) => b.length - a.length);
  return elements.map((element) => ({
    ...element,
    module: element.module ?? known.find((name) => beginsWith(element.name, name)) ?? element.name,
  }));
}

function beginsWith(name: string, module: string): boolean {
  return `${name}_`.startsWith(`${module.replace(/-/g, '_')}_`);
}

function references(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'depends_on' ? [addressOf(value) ?? ''] : referencesIn(value);
  if (Array.isArray(value)) return value.flatMap((item) => references(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => (name === '//' ? [] : references(item, name)));
}
