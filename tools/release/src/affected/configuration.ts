import { canonicalJson, isRecord } from '@restartix/kit';

/** What Terraform reads of a cdk.tf.json: without CDKTF's notes for itself, keys in order. */
export function canonicalConfiguration(json: unknown): string {
  return canonicalJson(withoutNotes(json));
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([key, note]) => !(key === '//' && isRecord(note)));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNotes(item)]));
}

/** A block that one configuration has otherwise than the other. */
export interface BlockDifference {
  /** e.g. `aws_vpc.main`, `data.aws_ami.nat`, `output.vpc_id` */
  readonly address: string;
  /** Undefined where there is no such block. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The blocks in which the stacks differ: removed ones, then changed ones, then added ones. */
export function blockDifferences(before: readonly string[], after: readonly string[]): BlockDifference[] {
  const [old, now] = [blocks(before), blocks(after)];
  const inOld = [...old].map(([address, block]) => ({ address, before: block, after: now.get(address) }));
  const added = [...now].filter(([address]) => !old.has(address));
  return [
    ...inOld.filter(({ address }) => !now.has(address)),
    ...inOld.filter((each) => now.has(each.address) && canonicalJson(each.before) !== canonicalJson(each.after)),
    ...added.map(([address, block]) => ({ address, after: block })),
  ];
}

function blocks(stacks: readonly string[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const sections = stacks.flatMap((text) => Object.entries(JSON.parse(text) as Record<string, unknown>));
  for (const [section, content] of sections) {
    const prefix = section === 'resource' ? '' : `${section}.`;
    const isTyped = ['resource', 'data', 'ephemeral'].includes(section);
    if (!isRecord(content)) found.set(section, content);
    else
      for (const [name, block] of Object.entries(content)) {
        if (!isTyped || !isRecord(block)) found.set(`${section}.${name}`, block);
        else for (const [id, each] of Object.entries(block)) found.set(`${prefix}${name}.${id}`, each);
      }
  }
  return found;
}

const SHOWN = 3;

/** `changes aws_vpc.main, adds aws_subnet.a and 4 more`, of the stacks of two sides. */
export function differenceOf(before: readonly string[], after: readonly string[]): string {
  const differences = blockDifferences(before, after);
  const names = (keep: (each: BlockDifference) => boolean): string[] =>
    differences.filter(keep).map(({ address }) => address);
  const changes: readonly (readonly [string, string[]])[] = [
    ['removes', names(({ after }) => after === undefined)],
    ['changes', names(({ before, after }) => before !== undefined && after !== undefined)],
    ['adds', names(({ before }) => before === undefined)],
  ];
  const parts = changes.filter(([, found]) => found.length > 0).map(([verb, found]) => `${verb} ${list(found)}`);
  return parts.join(', ') || 'its stacks differ';
}

function list(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
