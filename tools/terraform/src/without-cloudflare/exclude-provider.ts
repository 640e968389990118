import { ToolError } from '@restartix/kit';
import { addressOf, referencesIn } from '@restartix/plan-report';

type Json = Readonly<Record<string, unknown>>;

/** A configuration without one provider. */
export interface Reduced {
  readonly configuration: Json;
  /** What is not in it: the provider's own parts, and all that reads them, sorted. */
  readonly skipped: readonly string[];
  /** Addresses that a `moved` block turns into one that is left out: a state may still have them. */
  readonly movedFrom: readonly string[];
}

/** A part of a configuration that others can read, or that reads others. */
interface Part {
  readonly address: string;
  readonly ofProvider: boolean;
  readonly reads: readonly string[];
}

// Sections of a configuration, and what their addresses begin with.
const TYPED: readonly (readonly [string, string])[] = [
  ['resource', ''],
  ['data', 'data.'],
  ['ephemeral', 'ephemeral.'],
];
const NAMED: readonly (readonly [string, string])[] = [
  ['locals', 'local.'],
  ['output', 'output.'],
  ['module', 'module.'],
  ['check', 'check.'],
];
// They put things in an order, and nothing of a value comes through them.
const ORDER_ONLY = ['depends_on', 'replace_triggered_by'];

/**
 * Leaves a provider out, with its resources, its data sources and everything that reads them by value, directly or through
 * others. What only waits for one of them stays, and waits no more.
 * @param provider its name in `required_providers`, which its types begin with
 * @throws ToolError when another provider's settings read it: then nothing would be left
 */
export function excludeProvider(json: Json, provider: string): Reduced {
  const parts = partsOf(json, provider);
  const out = closure(parts);
  checkProviders(json, provider, out);
  const isOut = (text: unknown): boolean => typeof text === 'string' && out.has(addressOf(text) ?? '');
  const isForeign = (text: unknown): boolean => isOut(text) || (typeof text === 'string' && isOfType(text, provider));
  const moved = blocks(json['moved']);
  const sections: Record<string, unknown> = {
    terraform: withoutProvider(json['terraform'], provider),
    provider: omit(record(json['provider']), [provider]),
    import: blocks(json['import']).filter(({ to, id }) => !isForeign(to) && !reads(id).some((each) => out.has(each))),
    moved: moved.filter(({ to }) => !isForeign(to)),
    removed: blocks(json['removed']).filter(({ from }) => !isForeign(from)),
    ...Object.fromEntries(
      TYPED.map(([section, prefix]) => [section, typedSection(record(json[section]), prefix, { out, isOut })]),
    ),
    ...Object.fromEntries(
      NAMED.map(([section, prefix]) => [section, namedSection(record(json[section]), prefix, { out, isOut })]),
    ),
  };
  return {
    configuration: Object.fromEntries(
      Object.keys(json)
        .map((key) => [key, key in sections ? sections[key] : json[key]] as const)
        .filter(([key, value]) => !(key in sections) || !isEmpty(value)),
    ),
    skipped: [...out].sort(),
    movedFrom: movedFrom(moved, isForeign),
  };
}

function partsOf(json: Json, provider: string): Part[] {
  const typed = TYPED.flatMap(([section, prefix]) =>
    Object.entries(record(json[section])).flatMap(([type, named]) =>
      Object.entries(record(named)).map(([name, block]) => ({
        address: `${prefix}${type}.${name}`,
        ofProvider: isOfType(type, provider),
        reads: reads(block),
      })),
    ),
  );
  const named = NAMED.flatMap(([section, prefix]) =>
    Object.entries(record(json[section])).map(([name, block]) => ({
      address: `${prefix}${name}`,
      ofProvider: false,
      reads: reads(block),
    })),
  );
  return [...typed, ...named];
}

function closure(parts: readonly Part[]): Set<string> {
  const out = new Set(parts.filter(({ ofProvider }) => ofProvider).map(({ address }) => address));
  for (let before = -1; before !== out.size;) {
    before = out.size;
    for (const part of parts) if (part.reads.some((each) => out.has(each))) out.add(part.address);
  }
  return out;
}

function reads(value: unknown): string[] {
  if (typeof value === 'string') return referencesIn(value);
  if (Array.isArray(value)) return value.flatMap(reads);
  return Object.entries(record(value)).flatMap(([key, item]) =>
    ORDER_ONLY.includes(key) ? [] : [...referencesIn(key), ...reads(item)],
  );
}

interface Left {
  readonly out: ReadonlySet<string>;
  readonly isOut: (text: unknown) => boolean;
}

function typedSection(section: Json, prefix: string, left: Left): Json {
  return withoutEmpty(
    Object.entries(section).map(([type, named]) => [type, namedSection(record(named), `${prefix}${type}.`, left)]),
  );
}

function namedSection(section: Json, prefix: string, { out, isOut }: Left): Json {
  return Object.fromEntries(
    Object.entries(section)
      .filter(([name]) => !out.has(`${prefix}${name}`))
      .map(([name, block]) => [name, withoutOrder(block, isOut)]),
  );
}

/** Drops what waits for something that is left out. */
function withoutOrder(value: unknown, isOut: Left['isOut']): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutOrder(item, isOut));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (!ORDER_ONLY.includes(key) || !Array.isArray(item)) return [[key, withoutOrder(item, isOut)]];
      const kept = item.filter((each) => !isOut(each));
      return kept.length > 0 ? [[key, kept]] : [];
    }),
  );
}

function checkProviders(json: Json, provider: string, out: ReadonlySet<string>): void {
  const reading = Object.entries(record(json['provider'])).find(
    ([name, block]) => name !== provider && reads(block).some((each) => out.has(each)),
  );
  if (!reading) return;
  throw new ToolError(
    `provider.${reading[0]} depends on resources of the ${provider} provider, so nothing could run without it.`,
    `Connect to the network, or name a folder that has the ${provider} provider in TF_PROVIDER_MIRROR.`,
  );
}

function withoutProvider(terraform: unknown, provider: string): Json {
  const settings = record(terraform);
  return 'required_providers' in settings
    ? { ...settings, required_providers: omit(record(settings['required_providers']), [provider]) }
    : settings;
}

/** Sources of moves that end at something that is left out, also by several steps. */
function movedFrom(moved: readonly Json[], isForeign: (text: unknown) => boolean): string[] {
  const found = new Set<string>();
  const ends = (text: unknown): boolean => isForeign(text) || found.has(String(text));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { from, to } of moved) if (ends(to)) found.add(String(from));
  }
  return [...found].sort();
}

/** `cloudflare_zone` and `cloudflare_zone.main` are of `cloudflare`. */
function isOfType(text: string, provider: string): boolean {
  return text === provider || text.startsWith(`${provider}_`);
}

/** JSON configuration allows one block or a list of blocks. */
function blocks(value: unknown): Json[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(record);
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function omit(value: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function withoutEmpty(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return Object.keys(record(value)).length === 0;
}
