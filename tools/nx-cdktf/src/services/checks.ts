import type { Problem } from '../refusal';
import type { Definition } from './options';

/** What a new service must not meet. */
export interface Taken {
  readonly services: Readonly<Record<string, Partial<Definition>>>;
  /** Ids of the constructs that stand beside the services. */
  readonly ids: ReadonlySet<string>;
  /** The first and the last port that reaches services. */
  readonly ports: readonly [number, number];
  /** Host names that are no service's. */
  readonly hosts: readonly string[];
  /** The secrets that there are; empty where the workspace does not say. */
  readonly secrets: readonly string[];
}

type Report = (problem: Problem) => void;

/** Reports what AWS or another part of the platform would refuse. */
export function checkDefinition(name: string, definition: Definition, taken: Taken, problem: Report): void {
  if (taken.ids.has(name)) {
    const allowed = 'a name that nothing else of an environment has';
    problem({ property: 'name', value: name, allowed, mend: 'Call the service something else.' });
  }
  checkPort(definition.port, taken, problem);
  checkHost(definition.host, taken, problem);
  checkPath(definition.healthCheckPath, problem);
  checkSecrets(definition.secrets, taken, problem);
}

function checkPort(port: number, { services, ports: [from, to] }: Taken, problem: Report): void {
  const owner = Object.keys(services).find((name) => services[name]?.port === port);
  if (owner) {
    const allowed = `a port of its own; ${owner} has this one`;
    problem({ property: 'port', value: port, allowed, mend: `Use ${freePort(port, services)}.` });
  } else if (!Number.isInteger(port) || port < from || port > to) {
    const allowed = `${from} to ${to}, what the network lets through to services`;
    problem({ property: 'port', value: port, allowed, mend: `Use ${freePort(from, services)}.` });
  }
}

/** The first port from `port` that no service has. */
export function freePort(port: number, services: Taken['services']): number {
  const ports = new Set(Object.values(services).map((each) => each.port));
  let free = port;
  while (ports.has(free)) free += 1;
  return free;
}

// One label, or `*.` and one label: a suffix follows it in each environment, and DNS takes 63 characters a label.
const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/;

function checkHost(host: string, { services, hosts }: Taken, problem: Report): void {
  if (!HOST.test(host)) {
    const allowed = 'a label of 1 to 48 lowercase letters, digits and hyphens, with *. before it for a host per tenant';
    problem({
      property: 'host',
      value: host,
      allowed,
      mend: 'Use what stands before the environment’s suffix, e.g. api.',
    });
    return;
  }
  const owner = Object.keys(services).find((name) => services[name]?.host === host);
  if (!owner && !hosts.includes(host)) return;
  const allowed = `a host of its own; ${owner ?? 'another part of the platform'} has this one`;
  problem({ property: 'host', value: host, allowed, mend: 'Use another one.' });
}

function checkPath(path: string, problem: Report): void {
  if (/^\/[\x21-\x7e]{0,1023}$/.test(path)) return;
  const allowed = '1 to 1024 visible ASCII characters that start with / (Elastic Load Balancing)';
  problem({ property: 'healthCheckPath', value: path, allowed, mend: 'Use a path such as /health.' });
}

function checkSecrets(wanted: readonly string[], { secrets }: Taken, problem: Report): void {
  if (secrets.length === 0) return;
  for (const secret of wanted.filter((each) => !secrets.includes(each))) {
    problem({
      property: 'secrets',
      value: secret,
      allowed: secrets.join(', '),
      mend: 'Name one of them, or add it first.',
    });
  }
}
