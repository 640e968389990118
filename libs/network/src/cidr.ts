/** An IPv4 block. */
export interface Cidr {
  readonly address: number;
  readonly network: number;
  readonly networkText: string;
  readonly prefix: number;
}

/** Undefined when the text is no IPv4 block. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const network = address - (address % size(prefix));
  return { address, network, networkText: dotted(network), prefix };
}

/** True when the blocks have an address in common. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return a.network < b.network + size(b.prefix) && b.network < a.network + size(a.prefix);
}

/** True for the blocks that no public network has: RFC 1918, and RFC 6598 for what shares an address. */
export function isPrivate(block: Cidr): boolean {
  const within = (outer: Cidr): boolean => block.prefix >= outer.prefix && overlap(block, outer);
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].some((text) => within(parseCidr(text)!));
}

/**
 * How many zones a VPC has room for. Its lower half is public, its upper half private, and each half is cut into as many
 * blocks. A /24 is cut into four, not eight: a load balancer wants a /27 at least (Elastic Load Balancing).
 */
export function maxZones(vpcPrefix: number): number {
  return vpcPrefix < 24 ? 8 : 4;
}

/** The block of a zone's subnet: it depends on the zone's letter only, never on which other zones there are. */
export function subnetCidr(vpcCidr: string, tier: 'public' | 'private', zone: string): string {
  const vpc = parseCidr(vpcCidr)!;
  const zones = maxZones(vpc.prefix);
  const prefix = vpc.prefix + 1 + Math.log2(zones);
  const slot = zoneLetter(zone)! + (tier === 'private' ? zones : 0);
  return `${dotted(vpc.network + slot * size(prefix))}/${prefix}`;
}

/** 0 for `eu-central-1a`, 1 for `eu-central-1b`; undefined for what is no zone's name. */
export function zoneLetter(zone: string): number | undefined {
  const [, letter] = /^[a-z]{2}(?:-[a-z]+)+-\d([a-z])$/.exec(zone) ?? [];
  return letter === undefined ? undefined : letter.charCodeAt(0) - 'a'.charCodeAt(0);
}

function size(prefix: number): number {
  return 2 ** (32 - prefix);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
