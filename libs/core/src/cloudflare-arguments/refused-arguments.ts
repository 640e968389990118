import { allows, textOf, type ArgumentLimit } from './argument-limit';
import { LIMITS, PROVIDER_VERSION } from './table';

/** An argument that the Cloudflare provider would refuse. */
export interface RefusedArgument {
  /** Its path, e.g. `rules.0.action`. */
  readonly argument: string;
  /** What it has. */
  readonly value: unknown;
  /** What it may have. */
  readonly allowed: string;
}

/**
 * What the Cloudflare provider's validators would refuse of a resource, without the provider. Expressions are not judged.
 *
 * @example
 * refusedArguments('cloudflare_dns_record', { type: 'CNAME', ttl: 5 });
 */
export function refusedArguments(type: string, values: Readonly<Record<string, unknown>>): RefusedArgument[] {
  const limits = Object.entries(LIMITS[type] ?? {});
  return limits.flatMap(([path, limit]) => [...refusedAt(values, path.split('.'), limit)]);
}

function* refusedAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  limit: ArgumentLimit,
  at: readonly string[] = [],
): Generator<RefusedArgument> {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* refusedAt(item, step === undefined ? [] : [step, ...rest], limit, [...at, String(index)]);
    }
  } else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (step === '*' || step === key) yield* refusedAt(item, rest, limit, [...at, key]);
    }
  } else if (step === undefined && !(typeof value === 'string' && value.includes('${')) && !allows(limit, value)) {
    const by = `Cloudflare provider ${PROVIDER_VERSION}`;
    yield { argument: at.join('.'), value, allowed: `${textOf(limit)} (${by})` };
  }
}
