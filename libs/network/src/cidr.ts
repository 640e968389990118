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
  const network = address - (address % 2 ** (32 - prefix));
  return { address, network, networkText: dotted(network), prefix };
}

// Sixteen subnets: the lower eight public, the upper eight private, by the zone's letter.
const SUBNET_BITS = 4;
export const MAX_ZONES = 8;

/** The block of a zone's subnet: it depends on the zone's letter alone, never on which other zones there are. */
export function subnetCidr(vpcCidr: string, tier: 'public' | 'private', zone: string): string {
  const vpc = parseCidr(vpcCidr)!;
  const prefix = vpc.prefix + SUBNET_BITS;
  const slot = zoneLetter(zone)! + (tier === 'private' ? MAX_ZONES : 0);
  return `${dotted(vpc.network + slot * 2 ** (32 - prefix))}/${prefix}`;
}

/** 0 for `eu-central-1a`, 1 for `eu-central-1b`; undefined for what is no zone's name. */
export function zoneLetter(zone: string): number | undefined {
  const [, letter] = /^[a-z]{2}(?:-[a-z]+)+-\d([a-z])$/.exec(zone) ?? [];
  return letter === undefined ? undefined : letter.charCodeAt(0) - 'a'.charCodeAt(0);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}
