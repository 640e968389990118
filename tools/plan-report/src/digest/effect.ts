import { randomUUID } from 'node:crypto';
import { isRecord } from '@restartix/kit';
import {
  addressesOf,
  baseAddress,
  blockAt,
  closureOf,
  listed,
  readsOf,
  withoutMetadata,
  type ConfigurationJson,
} from '../configuration/blocks';
import { visible } from '../compare/attributes';
import type { Change, PlanJson, ResourceChange } from '../plan-json';
import { priorValues } from './prior-values';
import { boundProviders, providerName } from './providers';
import { sensitiveValues } from './sensitive';

/** What an approval binds, besides what the report shows. */
export interface DigestSources {
  /** The `cdk.tf.json` as it was synthesized. */
  readonly configuration?: ConfigurationJson;
  /** The `.terraform.lock.hcl` that the run uses. */
  readonly lockFile?: string;
  /** Hashes of the files that lie beside it, by path: `assets/<name>/…`. */
  readonly assets?: Readonly<Record<string, string>>;
  /**
   * What only those know who may read the state: its lineage, 16 random bytes. Sensitive values are part of the digest
   * under it alone.
   * @default - none: plans that set a sensitive value which the configuration does not hold never share a digest
   */
  readonly key?: string;
}

/** Everything that decides what an apply does: of what changes, and of what runs because something changes. */
export function effectOf(plan: PlanJson, sources: DigestSources): unknown {
  const { configuration = {} } = sources;
  const changes = (plan.resource_changes ?? []).filter(doesSomething);
  const outputs = Object.entries(plan.output_changes ?? {}).filter(([, { actions }]) => actions.join() !== 'no-op');
  const others = [plan.action_invocations, plan.deferred_changes].filter((each) => each !== undefined);
  if (changes.length + outputs.length + others.length === 0) return {};

  const changed = new Set(changes.map(({ address }) => baseAddress(address)));
  const blocksOf = (addresses: Iterable<string>): Record<string, unknown> =>
    Object.fromEntries([...addresses].map((each) => [each, withoutMetadata(blockAt(configuration, each))]));
  // An apply opens every ephemeral, whether something reads it or not.
  const blocks = blocksOf([
    ...changed,
    ...outputs.map(([name]) => `output.${name}`),
    ...addressesOf(configuration, 'ephemeral'),
  ]);
  // A `removed` block says what becomes of its resource and may hold a provisioner; an `import` block names an id.
  const beside = ['removed', 'import'].flatMap((kind) =>
    listed(configuration[kind]).filter(({ from, to }) => changed.has(addressIn(from ?? to))),
  );
  const names = Object.entries(blocks).flatMap(([address, block]) => providerOf(address, block));
  const providers = boundProviders(names, { configuration, lockFile: sources.lockFile });
  const closure = closureOf(configuration, [blocks, beside, providers]);
  return {
    changes: changes.map((each) => effectOfChange(each, sources)).sort(byAddress),
    outputs: outputs.map(([name, change]) => [name, sensitiveOf(change, blocks[`output.${name}`], sources)]),
    blocks,
    beside,
    providers,
    closure: closure.blocks,
    assets: assetsIn([blocks, closure.blocks], sources),
    variables: variablesIn(closure.blocks, plan, sources),
    reads: priorValues(plan, closure.reads, changed),
    others: others.length > 0 ? keyed(others, sources) : [],
  };
}

function doesSomething({ address, previous_address: previous, deposed, change }: ResourceChange): boolean {
  const moves = previous !== undefined && previous !== address;
  return change.actions.join() !== 'no-op' || change.importing !== undefined || deposed !== undefined || moves;
}

function effectOfChange(resource: ResourceChange, sources: DigestSources): Pick<ResourceChange, 'address' | 'deposed'> {
  const { address, deposed, mode, type, provider_name, previous_address, change } = resource;
  const { actions, importing, replace_paths, generated_config } = change;
  const gone = visible(change).before;
  const what = {
    address,
    deposed,
    mode,
    type,
    provider_name,
    previous_address,
    actions,
    importing,
    replace_paths,
    generated_config,
    // Which one it is that changes.
    id: isRecord(gone) ? gone['id'] : undefined,
    // How it is deleted depends on what it is: a final snapshot, its objects with it.
    gone: actions.includes('delete') && isRecord(gone) ? lasting(gone) : undefined,
    sensitive: sensitiveOf(change, blockAt(sources.configuration ?? {}, address), sources),
  };
  return what;
}

// What AWS changes by itself, and no deletion depends on.
const VOLATILE = ['latest_restorable_time', 'status', 'desired_count', 'desired_capacity'];

function lasting(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !VOLATILE.includes(name)));
}

/**
 * The sensitive values that a change sets. One that comes from a secret (a data source, an ephemeral) is bound by the
 * configuration that reads it and by the secret's version: a plan that may not read the secret has the same digest.
 */
function sensitiveOf(change: Change, block: unknown, sources: DigestSources): unknown {
  return sensitiveValues(change).flatMap(({ path, value }) => {
    // The value of an output is the whole of it.
    const [attribute = 'value'] = path;
    const written = isRecord(block) ? block[attribute] : undefined;
    if (isSecretRead(written, sources.configuration)) return [];
    const isLiteral = written !== undefined && readsOf(written).length === 0;
    return sources.key === undefined && isLiteral ? [] : [[path, keyed(value, sources)]];
  });
}

function isSecretRead(written: unknown, configuration: ConfigurationJson = {}): boolean {
  const { blocks } = closureOf(configuration, [written]);
  return Object.keys(blocks).some((address) => /^(data|ephemeral)\./.test(address));
}

/** Values as they are where the digest has a key. Without one nothing must be computed from them: each time another text. */
function keyed(value: unknown, { key }: DigestSources): unknown {
  return key === undefined ? randomUUID() : value;
}

function variablesIn(
  blocks: Readonly<Record<string, unknown>>,
  { variables = {} }: PlanJson,
  sources: DigestSources,
): unknown {
  return Object.entries(blocks).flatMap(([address, block]) => {
    if (!address.startsWith('var.')) return [];
    const value = variables[address.slice('var.'.length)]?.value;
    return [[address, isRecord(block) && block['sensitive'] === true ? keyed(value, sources) : value]];
  });
}

/** The files of each asset that something names. A function may read all of them. */
function assetsIn(blocks: unknown, { assets = {} }: DigestSources): unknown {
  const text = JSON.stringify(blocks);
  return Object.entries(assets).filter(([path]) => text.includes(path.split('/').slice(0, 2).join('/')));
}

/** The provider's name of a resource, a data source or an ephemeral; outputs have none. */
function providerOf(address: string, block: unknown): string[] {
  const [first = '', second = ''] = address.split('.');
  if (first === 'output') return [];
  return [providerName(first === 'data' || first === 'ephemeral' ? second : first, block)];
}

function addressIn(value: unknown): string {
  return typeof value === 'string' ? baseAddress(value.replace(/^\$\{|\}$/g, '')) : '';
}

function byAddress(a: Pick<ResourceChange, 'address' | 'deposed'>, b: typeof a): number {
  const [left, right] = [a, b].map(({ address, deposed = '' }) => `${address} ${deposed}`);
  return left! < right! ? -1 : 1;
}
