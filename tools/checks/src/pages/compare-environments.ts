import { moduleOf, type Environment } from '../environments';

/** One value in which two environments differ. */
export interface EnvironmentDifference {
  /** The module's construct, e.g. `network`. */
  readonly module: string;
  /** `type.name` of the resource. */
  readonly address: string;
  /** Path of the argument within the resource; undefined when only one environment has the resource. */
  readonly argument: string | undefined;
  /** Undefined when the environment does not have it. */
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** An environment, with the name that occurs in its values. */
export interface NamedEnv {
  readonly name: string;
  readonly environment: Environment;
}

/**
 * Every value in which two environments differ, apart from the environment's own name and the order of sets.
 */
export function compareEnvironments(left: NamedEnv, right: NamedEnv): EnvironmentDifference[] {
  const ours = resourcesOf(left);
  const theirs = resourcesOf(right);
  const addresses = [...new Set([...ours.keys(), ...theirs.keys()])];
  return addresses
    .flatMap((address) => compareResources(address, ours.get(address), theirs.get(address)))
    .sort((a, b) => order(a).localeCompare(order(b)));
}

interface Resource {
  readonly module: string;
  readonly values: ReadonlyMap<string, string>;
}

function compareResources(
  address: string,
  left: Resource | undefined,
  right: Resource | undefined,
): EnvironmentDifference[] {
  const module = (left ?? right)!.module;
  if (!left || !right) {
    const there = (resource: Resource | undefined): string | undefined => (resource ? 'exists' : undefined);
    return [{ module, address, argument: undefined, left: there(left), right: there(right) }];
  }
  const paths = [...new Set([...left.values.keys(), ...right.values.keys()])];
  return paths
    .filter((path) => left.values.get(path) !== right.values.get(path))
    .map((path) => ({
      module,
      address,
      argument: path,
      left: left.values.get(path),
      right: right.values.get(path),
    }));
}

function resourcesOf({ name, environment: { synthesized, modules } }: NamedEnv): Map<string, Resource> {
  const found = new Map<string, Resource>();
  for (const [type, blocks] of Object.entries(synthesized.json.resource ?? {})) {
    for (const [id, block] of Object.entries(blocks)) {
      const values = new Map<string, string>();
      flatten(block, '', (at, value) => values.set(at, withoutName(value, name)));
      found.set(`${type}.${id}`, { module: moduleOf(modules, id), values });
    }
  }
  return found;
}

/** `restartix-staging-alb` and `restartix-production-alb` are the same name. */
function withoutName(value: string, name: string): string {
  return value.replaceAll(name, '{env}');
}

function flatten(value: unknown, at: string, emit: (at: string, value: string) => void): void {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    emit(at, value.map(String).sort().join(', '));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, at ? `${at}.${key}` : key, emit);
  } else if (typeof value === 'string' && /^[[{]/.test(value) && isJson(value)) {
    flatten(JSON.parse(value), at, emit);
  } else {
    emit(at, String(value));
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function order({ module, address, argument = '' }: EnvironmentDifference): string {
  return `${module} ${argument === '' ? '0' : '1'} ${address} ${argument}`;
}
