import { globAsync, type Tree } from '@nx/devkit';
import type { Report } from '../shared/refusal';
import { quoted, type Definition } from './definition';

export type Services = Readonly<Record<string, Definition>>;

/** What a new service must not take, and what it may name. */
export interface Known {
  readonly services: Services;
  /** Ids of the other constructs of an environment. */
  readonly ids: readonly string[];
  /** Host names of what is not a service. */
  readonly hosts: readonly string[];
  /** The secret variables that exist. */
  readonly secrets: readonly string[];
}

/** What the network's security groups open between load balancer and services, by default. */
const PORTS = { from: 3000, to: 9999 };

export async function knownIn(tree: Tree, services: Services): Promise<Known> {
  const files = await globAsync(tree, ['{libs/platform,apps/*}/src/*.ts']);
  const sources = files.map((file) => tree.read(file, 'utf8') ?? '').join('\n');
  const all = (pattern: RegExp): string[] => [...sources.matchAll(pattern)].map(([, text = '']) => text);
  return {
    services,
    ids: all(/\bnew \w+\(\s*\w+,\s*'([^']+)'/g),
    hosts: all(/\bhostName\([^()]*'([^']+)'\)/g),
    secrets: quoted(all(/\btype SecretVariable =([^;]*);/g).join(' ')),
  };
}

export function checkDefinition(name: string, definition: Definition, known: Known, report: Report): void {
  const { port, host, healthCheckPath, secrets } = definition;
  const ownerOf = (key: 'port' | 'host'): string | undefined =>
    Object.keys(known.services).find((other) => known.services[other]?.[key] === definition[key]);

  if (known.ids.includes(name)) {
    const allowed = 'a name that no other construct of an environment has';
    report({ property: 'name', value: name, allowed, fix: 'Choose another name.' });
  }

  const portOwner = ownerOf('port');
  if (portOwner) {
    const allowed = `a port of its own; ${portOwner} has this one`;
    report({ property: 'port', value: port, allowed, fix: `Use ${freePort(port, known.services)}.` });
  } else if (!Number.isInteger(port) || port < PORTS.from || port > PORTS.to) {
    const allowed = `${PORTS.from} to ${PORTS.to}, which the security groups open to services`;
    report({ property: 'port', value: port, allowed, fix: `Use ${freePort(PORTS.from, known.services)}.` });
  }

  // A suffix follows the label in each environment, and DNS allows 63 characters.
  if (!/^(\*\.)?[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/.test(host)) {
    const allowed = 'a label of 1 to 48 lowercase letters, digits and hyphens, after *. for a host per tenant';
    report({ property: 'host', value: host, allowed, fix: 'Use the label before the environment’s suffix, e.g. api.' });
  }
  const hostOwner = ownerOf('host') ?? (known.hosts.includes(host) ? 'another part of the platform' : undefined);
  if (hostOwner) {
    const allowed = `a host of its own; ${hostOwner} has this one`;
    report({ property: 'host', value: host, allowed, fix: 'Use another one.' });
  }

  if (!/^\/[\x21-\x26\x28-\x7e]{0,1023}$/.test(healthCheckPath)) {
    const allowed = '/ and up to 1023 visible ASCII characters without apostrophes (Elastic Load Balancing)';
    report({ property: 'healthCheckPath', value: healthCheckPath, allowed, fix: 'Use a path such as /health.' });
  }

  for (const secret of secrets.filter((each) => !known.secrets.includes(each))) {
    const allowed = known.secrets.join(', ');
    report({
      property: 'secrets',
      value: secret,
      allowed,
      fix: 'Name one of these, or add the variable first: CONTRIBUTING.md, "Add a value".',
    });
  }
}

/** The first port from `port` that no service has. */
export function freePort(port: number, services: Services): number {
  const ports = new Set(Object.values(services).map((each) => each.port));
  let free = port;
  while (ports.has(free)) free += 1;
  return free;
}
