import { UNKNOWN } from '../compare/attributes';
import { isUnbounded } from './unknown-values';
import { type Side, type Explainer } from './explanation';
import type { Explanation } from '../model';
import type { Purpose } from './purposes';

/** What one rule lets through. */
interface Opening {
  readonly way: 'in' | 'out';
  readonly group: string;
  /** `5432/tcp` */
  readonly ports: string;
  readonly peer: string;
  readonly purpose?: Purpose;
}

const ANYWHERE: Readonly<Record<string, string>> = {
  '0.0.0.0/0': 'the internet (0.0.0.0/0)',
  '::/0': 'the internet (::/0)',
};
const ALL_TRAFFIC = 'all traffic';

type Attributes = Readonly<Record<string, unknown>>;

/** What each kind of resource opens. */
const OPENINGS: Readonly<Record<string, (side: Side) => Opening[]>> = {
  aws_vpc_security_group_ingress_rule: (side) => [single(side, 'in')],
  aws_vpc_security_group_egress_rule: (side) => [single(side, 'out')],
  aws_security_group_rule: (side) =>
    inline(side.attributes, {
      side,
      way: side.attributes['type'] === 'egress' ? 'out' : 'in',
      group: side.nameOf('security_group_id'),
    }),
  aws_security_group: inGroup,
  aws_default_security_group: inGroup,
};

/** Tells which doors a change of a security group's rules opens and closes. */
export function firewallExplainer(type: string): Explainer | undefined {
  const openings = OPENINGS[type];
  if (!openings) return undefined;
  return (before, after) => {
    const [was, is] = [before, after].map(
      (side) => new Map((side ? openings(side) : []).map((each) => [keyOf(each), each])),
    );
    const gone = [...was!].filter(([key]) => !is!.has(key)).map(([, opening]) => closes(opening));
    const fresh = [...is!].filter(([key]) => !was!.has(key)).map(([, opening]) => opens(opening));
    return [...fresh, ...gone];
  };
}

function opens(opening: Opening): Explanation {
  const { way, group, ports, peer, purpose } = opening;
  const text = way === 'in' ? `opens ${ports} into ${group} from ${peer}` : `lets ${group} reach ${peer} on ${ports}`;
  const isInternet = Object.values(ANYWHERE).includes(peer);
  const anywhere = isInternet || isUnbounded(peer);
  // To call out to the internet on one port is usual; to be called from there is not.
  const permissive = anywhere && (way === 'in' || ports === ALL_TRAFFIC);
  const isMeant = isInternet && purpose?.way === way && (purpose.ports?.includes(ports) ?? true);
  return permissive && isMeant ? { text, permissive: false, byDesign: purpose.text } : { text, permissive };
}

function closes({ way, group, ports, peer }: Opening): Explanation {
  const text =
    way === 'in' ? `closes ${ports} into ${group} from ${peer}` : `no longer lets ${group} reach ${peer} on ${ports}`;
  return { text, permissive: false };
}

const PEERS = ['referenced_security_group_id', 'prefix_list_id', 'cidr_ipv4', 'cidr_ipv6'];

function single(side: Side, way: Opening['way']): Opening {
  const attribute = PEERS.find((each) => isSaid(side.attributes[each]));
  return {
    way,
    group: side.nameOf('security_group_id'),
    ports: portsOf(side.attributes, 'ip_protocol'),
    peer: attribute === undefined ? UNKNOWN : peerName(side.nameOf(attribute)),
    ...(side.purpose ? { purpose: side.purpose } : {}),
  };
}

function inGroup(side: Side): Opening[] {
  const name = side.attributes['name'];
  const group = isSaid(name) ? String(name) : side.nameOf('id');
  return [
    ...rulesIn(side.attributes['ingress']).flatMap((rule) => inline(rule, { side, way: 'in', group })),
    ...rulesIn(side.attributes['egress']).flatMap((rule) => inline(rule, { side, way: 'out', group })),
  ];
}

function rulesIn(value: unknown): Attributes[] {
  return Array.isArray(value)
    ? value.filter((each): each is Attributes => typeof each === 'object' && each !== null)
    : [];
}

const INLINE_PEERS = [
  'cidr_blocks',
  'ipv6_cidr_blocks',
  'prefix_list_ids',
  'security_groups',
  'source_security_group_id',
];

interface Where extends Pick<Opening, 'way' | 'group'> {
  readonly side: Side;
}

function inline(rule: Attributes, { side, way, group }: Where): Opening[] {
  const peers = INLINE_PEERS.flatMap((each) => rule[each] ?? [])
    .filter(isSaid)
    .map((peer) => peerName(side.called(String(peer))));
  if (rule['self'] === true) peers.push('itself');
  return peers.map((peer) => ({ way, group, ports: portsOf(rule, 'protocol'), peer }));
}

function peerName(peer: string): string {
  return ANYWHERE[peer] ?? peer;
}

const PROTOCOLS: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp' };

function portsOf(rule: Attributes, protocolAttribute: string): string {
  const said = String(rule[protocolAttribute] ?? '-1');
  if (said === '-1' || said === 'all') return ALL_TRAFFIC;
  const protocol = PROTOCOLS[said] ?? said;
  const ports = [rule['from_port'], rule['to_port']].filter(isSaid).map(String);
  if (protocol.startsWith('icmp') || ports.length === 0 || ports.join() === '0,65535') return `all ${protocol}`;
  return `${[...new Set(ports)].join('–')}/${protocol}`;
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function keyOf({ way, group, ports, peer }: Opening): string {
  return [way, group, ports, peer].join('\n');
}
