import { isRecord } from '@restartix/kit';
import { readsIn } from './references';

/** A synthesized `cdk.tf.json`. */
export type ConfigurationJson = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, string>> = {
  data: 'data',
  ephemeral: 'ephemeral',
  local: 'locals',
  var: 'variable',
  output: 'output',
  module: 'module',
};

/** The block of an address, as it was synthesized: `aws_vpc.main["a"]`, `data.aws_vpc.main`, `local.name`. */
export function blockAt(configuration: ConfigurationJson, address: string): unknown {
  const parts = baseAddress(address).split('.');
  const kind = KINDS[parts[0]!];
  const path = kind
    ? [kind, ...parts.slice(1, kind === 'data' || kind === 'ephemeral' ? 3 : 2)]
    : ['resource', ...parts];
  return path.reduce<unknown>((block, part) => {
    // JSON configuration allows one block or a list of blocks.
    const holder = Array.isArray(block) ? (block as unknown[]).find((each) => isRecord(each) && part in each) : block;
    return isRecord(holder) ? holder[part] : undefined;
  }, configuration);
}

/** The addresses of all blocks of a kind that has a type and a name. */
export function addressesOf(configuration: ConfigurationJson, kind: 'ephemeral'): string[] {
  return Object.entries((configuration[kind] ?? {}) as Record<string, object>).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${kind}.${type}.${name}`),
  );
}

/** One block, or a list of them. */
export function listed(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isRecord);
}

/** An address without the keys of `count` and `for_each`. */
export function baseAddress(address: string): string {
  return address.replace(/\[.*?\](?=\.|$)/g, '');
}

/** What of a resource an expression reads. */
export interface ResourceRead {
  readonly address: string;
  readonly path: readonly string[];
}

export interface Closure {
  /** By address: the `local`, `var`, `data`, `ephemeral` and `module` blocks that something reads, directly or not. */
  readonly blocks: Readonly<Record<string, unknown>>;
  /** What they and it read of resources and data sources. */
  readonly reads: readonly ResourceRead[];
}

/** Everything that values depend on, down to resources: those have values of their own in a plan. */
export function closureOf(configuration: ConfigurationJson, roots: readonly unknown[]): Closure {
  const blocks: Record<string, unknown> = {};
  const reads = new Map<string, ResourceRead>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    for (const { address, path } of readsOf(waiting.pop())) {
      const block = blockAt(configuration, address);
      if (block === undefined) continue;
      if (isKept(address)) {
        if (!(address in blocks)) waiting.push((blocks[address] = withoutMetadata(block)));
        if (!address.startsWith('data.')) continue;
      }
      reads.set([address, ...path].join('.'), { address, path });
    }
  }
  return { blocks, reads: [...reads.values()] };
}

function isKept(address: string): boolean {
  const [kind = ''] = address.split('.');
  return kind in KINDS;
}

/** CDKTF's own notes in a block are no configuration. */
export function withoutMetadata(block: unknown): unknown {
  if (!isRecord(block)) return block;
  return Object.fromEntries(Object.entries(block).filter(([key]) => key !== '//'));
}

export function readsOf(value: unknown): ResourceRead[] {
  if (typeof value === 'string') return /[$%]\{/.test(value) ? readsIn(value) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === '//' ? [] : readsOf(item)));
}
