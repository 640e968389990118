import { SKIPPED_OUTPUT } from '@restartix/plan-report';
import { readsIn } from '@restartix/plan-report';
import { excludeProvider, type Reduced } from './exclude-provider';

type Json = Readonly<Record<string, unknown>>;

/** A skipped part whose arguments are evaluated all the same. */
export interface StandIn {
  readonly address: string;
  /** Arguments that cannot be: they read what the missing provider computes. */
  readonly omitted: readonly string[];
}

export interface Evaluated extends Reduced {
  readonly standIns: readonly StandIn[];
}

interface Part {
  readonly address: string;
  readonly given: Json;
}

// They are Terraform's own, not the resource's.
const META = [
  '//',
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'sensitive',
];
// They mean something inside their block only.
const OF_THE_BLOCK = /^(count|each|self)\./;

/**
 * Leaves a provider out, and lets Terraform evaluate the arguments of what is skipped: each part becomes a local value with its
 * arguments, in which a reference to another skipped part reads that one's local value; one output collects them. Neither is a
 * resource, so that nothing is created, counted or destroyed, and the output goes with the first run that has the provider.
 */
export function excludeAndEvaluate(json: Json, provider: string): Evaluated {
  const reduced = excludeProvider(json, provider);
  const parts = partsOf(json, new Set(reduced.skipped));
  if (parts.length === 0) return { ...reduced, standIns: [] };
  const kept = evaluable(parts, new Set(reduced.skipped));
  const resolve = (text: string): string => withLocals(text, kept);
  const locals = parts.map(({ address, given }) => [
    localName(address),
    mapTexts(pick(given, kept.get(address)!), resolve),
  ]);
  const value = parts.map(({ address }) => [
    address,
    Object.fromEntries([...kept.get(address)!].map((name) => [name, shown(`local.${localName(address)}.${name}`)])),
  ]);
  const { configuration } = reduced;
  return {
    ...reduced,
    configuration: {
      ...configuration,
      locals: { ...record(configuration['locals']), ...Object.fromEntries(locals) },
      output: { ...record(configuration['output']), [SKIPPED_OUTPUT]: { value: Object.fromEntries(value) } },
    },
    standIns: parts.map(({ address, given }) => ({
      address,
      omitted: Object.keys(given).filter((name) => !kept.get(address)!.has(name)),
    })),
  };
}

/** Null for what is sensitive or ephemeral, whole or in part: the state keeps outputs in the clear. */
function shown(expression: string): string {
  return `\${one([for value in [ephemeralasnull(${expression})] : value if !issensitive(jsonencode(value))])}`;
}

function partsOf(json: Json, skipped: ReadonlySet<string>): Part[] {
  const typed = [
    ['resource', ''],
    ['data', 'data.'],
  ].flatMap(([section = '', prefix = '']) =>
    Object.entries(record(json[section])).flatMap(([type, named]) =>
      Object.entries(record(named)).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
    ),
  );
  const outputs = Object.entries(record(json['output'])).map(([name, block]) => [`output.${name}`, block] as const);
  return [...typed, ...outputs]
    .filter(([address]) => skipped.has(address))
    .map(([address, block]) => ({ address, given: omit(record(block), META) }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** By address the arguments that Terraform can evaluate. One that reads an argument which it cannot is none of them. */
function evaluable(parts: readonly Part[], skipped: ReadonlySet<string>): Map<string, Set<string>> {
  const kept = new Map(parts.map(({ address, given }) => [address, new Set(Object.keys(given))]));
  const isKept = (text: string): boolean =>
    readsIn(text).every(
      ({ address, path: [argument] }) =>
        !OF_THE_BLOCK.test(address) &&
        (!skipped.has(address) || (argument !== undefined && kept.get(address)?.has(argument) === true)),
    );
  for (let changed = true; changed;) {
    changed = false;
    for (const { address, given } of parts) {
      for (const name of kept.get(address)!) {
        if (!textsIn(given[name]).every(isKept)) changed = kept.get(address)!.delete(name);
      }
    }
  }
  return kept;
}

function withLocals(text: string, kept: ReadonlyMap<string, unknown>): string {
  return readsIn(text)
    .filter(({ address }) => kept.has(address))
    .reduceRight(
      (read, { address, path, start, end }) =>
        `${read.slice(0, start)}${['local', localName(address), ...path].join('.')}${read.slice(end)}`,
      text,
    );
}

function localName(address: string): string {
  return `skipped_${address.replaceAll('.', '_')}`;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.entries(record(value)).flatMap(([key, item]) => [key, ...textsIn(item)]);
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [map(key), mapTexts(item, map)]));
}

function pick(value: Json, keys: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.has(key)));
}

function omit(value: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
