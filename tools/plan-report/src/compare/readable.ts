import { isRecord } from '@restartix/kit';
import { attributeChanges, attributeOf } from './attributes';
import type { Change } from '../plan-json';
import { withPolicies } from './policy';
import type { AttributeChange, Shown, ReadableChange } from '../model';

/**
 * The attribute changes for people: policies compared by what they mean, a variable by its value alone. What programs
 * compare (the digest, the summary) are the attribute changes themselves.
 */
export function differences(change: Change, attributes: readonly AttributeChange[]): AttributeChange[] {
  const normalised = { ...change, before: withPolicies(change.before), after: withPolicies(change.after) };
  const found = attributeChanges(normalised, { newLists: 'elements' }).map((each) => ({
    ...each,
    before: valueAlone(each.before),
    after: valueAlone(each.after),
  }));
  const told = new Set(found.map(({ path }) => attributeOf(path)));
  const spelling: Shown = { kind: 'spelling' };
  const untold = attributes.filter(({ path }) => !told.has(attributeOf(path)));
  const again = [...new Map(untold.map((each) => [attributeOf(each.path), each])).values()].map((each) => ({
    ...each,
    path: attributeOf(each.path),
    label: attributeOf(each.path),
    before: spelling,
    after: spelling,
  }));
  return withoutRepeatedTags(
    withoutPlaces([...found, ...again]).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  );
}

const WIDGET = /^dashboard_body\.widgets\[\d+\]$/;
const PLACE = /^dashboard_body\.widgets\[\d+\]\.(x|y|width|height)$/;

/** Widgets by their titles: one that comes moves all that follow, which is said once. */
function withoutPlaces(all: readonly AttributeChange[]): AttributeChange[] {
  const moved = all.filter(({ path }) => PLACE.test(path));
  const kindOf = (shown: Shown): Shown =>
    shown.kind === 'value' && isRecord(shown.value)
      ? { kind: 'value', value: `${String(shown.value['type'])} widget` }
      : shown;
  const rest = all
    .filter(({ path }) => !PLACE.test(path))
    .map((each) =>
      WIDGET.test(each.path) ? { ...each, before: kindOf(each.before), after: kindOf(each.after) } : each,
    );
  const [first] = moved;
  if (!first) return rest;
  const count = new Set(moved.map(({ label }) => label.replace(/\.\w+$/, ''))).size;
  const order: Shown = { kind: 'order', length: count };
  const label = 'dashboard_body.widgets';
  return [...rest, { ...first, path: label, label, before: order, after: order }];
}

/** `tags_all` is `tags` and what the provider adds: what `tags` told already is left out. */
function withoutRepeatedTags(all: readonly AttributeChange[]): AttributeChange[] {
  const key = ({ path, before, after }: AttributeChange): string => JSON.stringify([path, before, after]);
  const told = new Set(all.filter(({ path }) => /^tags\b/.test(path)).map(key));
  return all.filter(
    (each) =>
      !/^tags_all\b/.test(each.path) || !told.has(key({ ...each, path: each.path.replace(/^tags_all/, 'tags') })),
  );
}

/** A replacement makes a new resource, whose every ARN and default is known after apply: a line for each would hide the news. */
export function withoutComputed(found: readonly AttributeChange[]): ReadableChange {
  const isNews = ({ before, after, forcesReplacement }: AttributeChange): boolean =>
    forcesReplacement || !(after.kind === 'unknown' || (after.kind === 'absent' && isDefault(before)));
  const computed = found.filter((each) => !isNews(each) && each.after.kind === 'unknown');
  return { differences: found.filter(isNews), computed: rootsOf(computed) };
}

function isDefault(shown: Shown): boolean {
  return shown.kind === 'value' && ['""', '0', 'false', '[]', '{}'].includes(JSON.stringify(shown.value));
}

/** The attributes that they are of, each once. */
export function rootsOf(found: readonly AttributeChange[]): string[] {
  return [...new Set(found.map(({ path }) => attributeOf(path)))];
}

/** `{name: A, value: 1}` is labelled with its name already. */
function valueAlone(shown: Shown): Shown {
  if (shown.kind !== 'value' || typeof shown.value !== 'object' || shown.value === null) return shown;
  const { name, value, valueFrom, ...rest } = shown.value as Record<string, unknown>;
  const only = value ?? valueFrom;
  return typeof name === 'string' && only !== undefined && Object.keys(rest).length === 0
    ? { kind: 'value', value: only }
    : shown;
}
