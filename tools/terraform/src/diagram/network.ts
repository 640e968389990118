import { referencesIn } from '@restartix/plan-report';
import type { Element } from './elements';

/** Where a module is in the network; undefined outside it. */
export type Place = 'public' | 'private';

/** Somebody may call somebody, on these ports. */
export interface Flow {
  /** A module, or the internet. */
  readonly from: string;
  readonly to: string;
  readonly ports: string;
}

export const INTERNET = 'internet';

/** Where each module is, by the subnets that its resources name: public are those with a way to an internet gateway. */
export function placesOf(elements: readonly Element[]): Map<string, Place> {
  const openSubnets = publicSubnets(elements);
  const owner = elements.find(({ type }) => type === 'aws_subnet')?.module;
  const places = new Map<string, Place>();
  // A subnet's id may be taken from the association that gives it its routes.
  const associated = new Map(
    elements
      .filter(({ type }) => type === 'aws_route_table_association')
      .map((each) => [each.address, refersTo(each, 'aws_subnet')]),
  );
  for (const { module, references, managed } of elements) {
    const subnets = references.flatMap(
      (each) => associated.get(each) ?? (each.startsWith('aws_subnet.') ? [each] : []),
    );
    if (!managed || module === owner || subnets.length === 0) continue;
    const isPublic = subnets.every((subnet) => openSubnets.has(subnet));
    places.set(module, isPublic && places.get(module) !== 'private' ? 'public' : 'private');
  }
  return places;
}

export function publicSubnets(elements: readonly Element[]): Set<string> {
  const toGateway = elements.filter((each) => refersTo(each, 'aws_internet_gateway').length > 0);
  const tables = new Set(
    toGateway.flatMap((each) => (each.type === 'aws_route_table' ? [each.address] : refersTo(each, 'aws_route_table'))),
  );
  return new Set(
    elements
      .filter(({ type }) => type === 'aws_route_table_association')
      .filter((each) => refersTo(each, 'aws_route_table').some((table) => tables.has(table)))
      .flatMap((each) => refersTo(each, 'aws_subnet')),
  );
}

function refersTo({ references }: Element, type: string): string[] {
  return references.filter((each) => each.startsWith(`${type}.`));
}

const RULE = /^aws_(vpc_)?security_group_(ingress_|egress_)?rule$/;
/** Addresses that no machine on the internet has. */
const INTERNAL = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80)/i;

/** Who may call whom, by the security groups that modules wear and the rules of these. */
export function flowsOf(elements: readonly Element[]): Flow[] {
  const wearers = wearersOf(elements);
  const ports = new Map<string, Set<string>>();
  for (const { type, block } of elements) {
    if (type !== 'aws_vpc_security_group_ingress_rule') continue;
    const group = groupIn(block['security_group_id']);
    const peer = groupIn(block['referenced_security_group_id']);
    const isOpen = isPublic(block['cidr_ipv4'] ?? block['cidr_ipv6']);
    const callers = peer ? (wearers.get(peer) ?? []) : isOpen ? [INTERNET] : [];
    // A group that lets itself in is a mesh, which a line for each pair would not make clearer.
    if (!group || group === peer) continue;
    for (const from of callers) {
      for (const to of wearers.get(group) ?? []) {
        if (from === to) continue;
        const key = JSON.stringify([from, to]);
        ports.set(key, (ports.get(key) ?? new Set()).add(portsIn(block)));
      }
    }
  }
  return [...ports]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => {
      const [from, to] = JSON.parse(key) as [string, string];
      return { from, to, ports: [...each].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).join(', ') };
    });
}

/** Modules by the group that their resources wear; a group that only its own module wears is that one's. */
function wearersOf(elements: readonly Element[]): Map<string, string[]> {
  const groups = elements.filter(({ type, managed }) => managed && type === 'aws_security_group');
  return new Map(
    groups.map(({ address, module: owner }) => {
      const worn = elements.filter(
        ({ type, managed, references }) => managed && !RULE.test(type) && references.includes(address),
      );
      const others = [...new Set(worn.map(({ module }) => module).filter((module) => module !== owner))];
      return [address, others.length > 0 ? others.sort() : [owner]];
    }),
  );
}

function isPublic(addresses: unknown): boolean {
  return typeof addresses === 'string' && !addresses.includes('${') && !INTERNAL.test(addresses);
}

function groupIn(value: unknown): string | undefined {
  return typeof value === 'string'
    ? referencesIn(value).find((each) => each.startsWith('aws_security_group.'))
    : undefined;
}

function portsIn({ from_port: from, to_port: to, ip_protocol: protocol }: Element['block']): string {
  if (typeof from !== 'number' || protocol === '-1') return 'all';
  return from === to ? `${from}` : `${from}–${String(to)}`;
}
