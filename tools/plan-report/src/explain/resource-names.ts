import { SENSITIVE, UNKNOWN, visible } from '../compare/attributes';
import type { PlanJson, ResourceChange } from '../plan-json';

/** Tells what an attribute's value is called by people. */
export type NameOf = (address: string, attribute: string, value: unknown) => string;

/** Names for ids, from all that the plan knows; the configuration's reference for what is known after apply only. */
export function namesIn({ resource_changes: changes = [], configuration }: PlanJson): NameOf {
  const names = new Map(changes.flatMap(idAndName));
  const blocks = new Map((configuration?.root_module?.resources ?? []).map((each) => [each.address, each]));
  return (address, attribute, value) => {
    if (typeof value === 'string' && value !== UNKNOWN && value !== '') return names.get(value) ?? value;
    const references = blocks.get(address.replace(/\[.*$/, ''))?.expressions?.[attribute]?.references ?? [];
    const reference = references.find((each) => /^(data\.)?[\w-]+\.[\w-]+$/.test(each));
    if (reference === undefined) return UNKNOWN;
    const planned = changes.find((each) => each.address === reference);
    return (planned && nameIn(visible(planned.change).after)) ?? reference;
  };
}

function idAndName({ change, address }: ResourceChange): (readonly [string, string])[] {
  const { before, after } = visible(change);
  return [before, after].flatMap((side) => {
    const { id, bucket } = (side ?? {}) as { id?: unknown; bucket?: unknown };
    // The parts of a bucket all have its name for an id.
    return typeof id === 'string' && id !== bucket ? [[id, nameIn(side) ?? address] as const] : [];
  });
}

function nameIn(side: unknown): string | undefined {
  const { name } = (side ?? {}) as { name?: unknown };
  return typeof name === 'string' && !['', UNKNOWN, SENSITIVE].includes(name) ? name : undefined;
}
