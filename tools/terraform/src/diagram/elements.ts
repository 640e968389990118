import { addressOf, referencesIn } from '@restartix/plan-report';

export type Json = Readonly<Record<string, unknown>>;

/** A block of a synthesized `cdk.tf.json`, with the module that it is of. */
export interface Element {
  readonly address: string;
  readonly type: string;
  /** A resource; what is only read is not. */
  readonly managed: boolean;
  readonly name: string;
  readonly module: string;
  readonly block: Json;
  /** Addresses that it reads by value or waits for. */
  readonly references: readonly string[];
}

const SECTIONS: readonly (readonly [string, string])[] = [
  ['resource', ''],
  ['data', 'data.'],
  ['ephemeral', 'ephemeral.'],
];

export function elementsOf(json: Json): Element[] {
  const found = SECTIONS.flatMap(([section, prefix]) =>
    Object.entries((json[section] ?? {}) as Record<string, Record<string, Json>>).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => ({
        address: `${prefix}${type}.${name}`,
        type,
        managed: section === 'resource',
        name,
        module: moduleIn(block),
        block,
        references: references(block),
      })),
    ),
  );
  const modules = [...new Set(found.flatMap(({ module }) => module ?? []))];
  return found.map((element) => ({
    ...element,
    module: element.module ?? moduleNamed(element.name, modules) ?? element.name,
  }));
}

/** What has no path belongs to the module whose name its own begins with: `cache_token` is of `cache`. */
export function moduleNamed(name: string, modules: readonly string[]): string | undefined {
  return [...modules]
    .sort((a, b) => b.length - a.length)
    .find((module) => `${name}_`.startsWith(`${module.replace(/-/g, '_')}_`));
}

/** `staging/network/vpc` is of `network`. */
function moduleIn(block: Json): string | undefined {
  const { metadata } = (block['//'] ?? {}) as { metadata?: { path?: string } };
  return metadata?.path?.split('/')[1];
}

function references(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'depends_on' ? [addressOf(value) ?? ''] : referencesIn(value);
  if (Array.isArray(value)) return value.flatMap((item) => references(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => (name === '//' ? [] : references(item, name)));
}
