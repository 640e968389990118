import { isRecord } from '@restartix/kit';
import { containsTrue, SENSITIVE, UNKNOWN, visible } from '../compare/attributes';
import { blockAt, type ConfigurationJson } from '../configuration/blocks';
import { segmentsOf } from '../configuration/references';
import type { PlanJson, ResourceChange } from '../plan-json';
import { arnsIn } from './arns';

/** A change as it can be judged: where a value is known after apply only, what the configuration says of it. */
export type Judged = (resource: ResourceChange) => { readonly before: unknown; readonly after: unknown };

export function judgedIn(plan: PlanJson, configuration: ConfigurationJson = {}): Judged {
  const known = knownValues(plan);
  return ({ address, change }) => {
    const { before, after } = visible(change);
    const block = blockAt(configuration, address);
    const unknown = change.after_unknown;
    if (!isRecord(after) || !isRecord(block) || !isRecord(unknown)) return { before, after };
    const said = Object.entries(block)
      .filter(([name]) => containsTrue(unknown[name]))
      .map(([name, value]) => [name, written(value, { known, configuration, depth: 0 }) ?? after[name]]);
    // What nobody wrote is AWS's own: a secret without a policy has none.
    const asked = Object.entries(after).filter(([name, value]) => value !== UNKNOWN || name in block);
    return { before, after: { ...Object.fromEntries(asked), ...(Object.fromEntries(said) as object) } };
  };
}

const OPEN = '(whatever ';

/** Whether a text holds something that may turn out to be anything. */
export function isOpen(text: string): boolean {
  return text.includes(OPEN) || text === UNKNOWN;
}

/** The same without a reference alone, which the plan has a name for. */
export function isUnbounded(value: unknown): boolean {
  return typeof value === 'string' && value !== UNKNOWN && isOpen(value);
}

interface Scope {
  readonly known: (address: string, attribute: string) => unknown;
  readonly configuration: ConfigurationJson;
  readonly depth: number;
}

/** What is written, with what is not known as a name of it. Undefined for a reference alone: the plan has a better name for it. */
function written(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return text(value, scope);
  if (Array.isArray(value)) return value.map((each) => written(each, scope) ?? referenceIn(each, scope));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, written(each, scope) ?? referenceIn(each, scope)]),
  );
}

/** `(aws_subnet.a.id)` */
function referenceIn(value: unknown, scope: Scope): unknown {
  const expression = aloneIn(value);
  return expression === undefined ? UNKNOWN : evaluated(expression, scope).value;
}

/** The expression of a text that is nothing else. */
function aloneIn(value: unknown): string | undefined {
  const segments = typeof value === 'string' ? segmentsOf(value) : undefined;
  const [first, only, last] = segments ?? [];
  const isAlone = segments?.length === 3 && [first, last].every((each) => 'written' in each! && each.written === '');
  return isAlone && 'expression' in only! ? only.expression : undefined;
}

function text(value: string, scope: Scope): unknown {
  const segments = segmentsOf(value);
  if (!segments) return `${OPEN}${value})`;
  const alone = aloneIn(value);
  if (alone !== undefined) {
    const found = evaluated(alone, scope);
    return found.kind === 'bounded' ? undefined : found.value;
  }
  // A policy is JSON: what comes into a text of it must not end that text.
  const quoted = (each: string): string => (/^\s*[[{]/.test(value) ? JSON.stringify(each).slice(1, -1) : each);
  return segments
    .map((each) => ('written' in each ? each.written : quoted(String(evaluated(each.expression, scope).value))))
    .join('');
}

interface Evaluated {
  readonly kind: 'known' | 'bounded' | 'open';
  readonly value: unknown;
}

const TRAVERSAL = /^((?:data\.)?[\w-]+\.[\w-]+(?:\[[^\]]*\])?)(?:\.([\w-]+))?((?:\.[\w-]+|\[\d+\])*)$/;
// What AWS makes itself, or takes no wildcard for.
const BOUNDED = /(^|_)(arn|id|name|bucket|url|cidr_block|ip)(_|$)/;
const DEEPEST = 5;

function evaluated(expression: string, scope: Scope): Evaluated {
  const open: Evaluated = { kind: 'open', value: `${OPEN}${expression} is)` };
  const [, address = '', attribute = '', rest = ''] = TRAVERSAL.exec(expression) ?? [];
  if (address.startsWith('local.')) {
    const local = attribute === '' && scope.depth < DEEPEST ? blockAt(scope.configuration, address) : undefined;
    const value = local === undefined ? undefined : written(local, { ...scope, depth: scope.depth + 1 });
    return value === undefined || isRecord(value) ? open : { kind: 'known', value };
  }
  const known = rest === '' ? scope.known(address, attribute) : undefined;
  if (known !== undefined) return { kind: 'known', value: known };
  const given = aloneIn(rest === '' ? attributeAt(scope, address, attribute) : undefined);
  if (given !== undefined && scope.depth < DEEPEST) return evaluated(given, { ...scope, depth: scope.depth + 1 });
  if (!/^(data\.)?aws_/.test(address) || !BOUNDED.test(attribute)) return open;
  return { kind: 'bounded', value: `(${address}.${attribute})` };
}

/** What a resource is given: an attribute that passes on what another resource is. */
function attributeAt({ configuration }: Scope, address: string, attribute: string): unknown {
  const block = blockAt(configuration, address);
  return isRecord(block) ? block[attribute] : undefined;
}

/** Values that a plan knows of what is there, or will be, and that may be shown. */
function knownValues(plan: PlanJson): Scope['known'] {
  const { resource_changes: changes = [], prior_state } = plan;
  const arnOf = arnsIn(plan);
  const prior = new Map((prior_state?.values?.root_module?.resources ?? []).map((each) => [each.address, each]));
  const planned = new Map(changes.filter(({ deposed }) => deposed === undefined).map((each) => [each.address, each]));
  return (address, attribute) => {
    const resource = planned.get(address);
    const before = prior.get(address);
    const after = resource && resource.change.after !== null ? visible(resource.change).after : undefined;
    const values = isRecord(after)
      ? after
      : before && !containsTrue(before.sensitive_values?.[attribute])
        ? before.values
        : {};
    const value = values?.[attribute];
    const isScalar = typeof value === 'string' || typeof value === 'number';
    if (isScalar && value !== UNKNOWN && value !== SENSITIVE) return value;
    return value === UNKNOWN ? arnOf(address, attribute, values ?? {}) : undefined;
  };
}
