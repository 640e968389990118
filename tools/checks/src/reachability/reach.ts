import { BlockList } from 'node:net';
import type { Block, Synthesized } from '@restartix/testing';
import { hostsOf, type Host } from './topology';

/** Everything outside the VPC. */
export const INTERNET = 'internet';

/**
 * Whether packets of a TCP connection get there: the groups of both ends let them through, and outside of the VPC, a
 * route and a public address take them.
 * @throws Error that lists the hosts there are, for a name that is none of them.
 */
export function reaches(env: Synthesized, from: string, to: string, port: number): boolean {
  const hosts = hostsOf(env);
  const find = (name: string): Host => {
    const host = hosts[name];
    if (!host) throw new Error(`There is no host "${name}"; there are: ${Object.keys(hosts).sort().join(', ')}.`);
    return host;
  };
  if (from === INTERNET) return entersFromInternet(env, find(to), port);
  if (to === INTERNET) return leavesToInternet(env, find(from), port);
  return connects(env, find(from), find(to), port);
}

function connects(env: Synthesized, from: Host, to: Host, port: number): boolean {
  const out = rules(env, EGRESS, from.groups, port);
  const into = rules(env, INGRESS, to.groups, port);
  return (
    out.some((rule) => to.groups.includes(referenced(rule)) || coversVpc(env, rule)) &&
    into.some((rule) => from.groups.includes(referenced(rule)) || coversVpc(env, rule))
  );
}

function leavesToInternet(env: Synthesized, from: Host, port: number): boolean {
  const routed = from.subnets.every((subnet) =>
    defaultRoutes(env, subnet).some(
      (route) =>
        route['nat_gateway_id'] ?? route['network_interface_id'] ?? (from.publicAddress && route['gateway_id']),
    ),
  );
  return routed && rules(env, EGRESS, from.groups, port).some((rule) => rule['cidr_ipv4'] === EVERYWHERE);
}

function entersFromInternet(env: Synthesized, to: Host, port: number): boolean {
  const routed = to.subnets.some((subnet) => defaultRoutes(env, subnet).some((route) => route['gateway_id']));
  const open = rules(env, INGRESS, to.groups, port).some((rule) => coversOutside(env, rule));
  return to.publicAddress && routed && open;
}

/** The blocks of addresses outside the VPC that may open a connection to a host. */
export function sourcesOf(env: Synthesized, to: string, port: number): string[] {
  const host = hostsOf(env)[to];
  if (!host) throw new Error(`There is no host "${to}".`);
  return rules(env, INGRESS, host.groups, port)
    .flatMap((rule) => [rule['cidr_ipv4'], rule['cidr_ipv6']])
    .filter((cidr): cidr is string => typeof cidr === 'string')
    .sort();
}

const INGRESS = 'aws_vpc_security_group_ingress_rule';
const EGRESS = 'aws_vpc_security_group_egress_rule';
const EVERYWHERE = '0.0.0.0/0';

function rules(env: Synthesized, type: string, groups: readonly string[], port: number): Block[] {
  return Object.values(env.resources(type)).filter(
    (rule) => groups.includes(String(rule['security_group_id'])) && admits(rule, port),
  );
}

function admits(rule: Block, port: number): boolean {
  if (rule['ip_protocol'] === '-1') return true;
  return rule['ip_protocol'] === 'tcp' && Number(rule['from_port']) <= port && port <= Number(rule['to_port']);
}

function referenced(rule: Block): string {
  return String(rule['referenced_security_group_id']);
}

/** Whether some address of the VPC is among those that a rule names. */
function coversVpc(env: Synthesized, rule: Block): boolean {
  const vpc = String(env.resource('aws_vpc')['cidr_block']);
  const cidr = rule['cidr_ipv4'] as string | undefined;
  return cidr !== undefined && (contains(cidr, vpc) || contains(vpc, cidr));
}

/** Whether some address outside of the VPC is. */
function coversOutside(env: Synthesized, rule: Block): boolean {
  if (rule['cidr_ipv6'] !== undefined) return true;
  const cidr = rule['cidr_ipv4'] as string | undefined;
  return cidr !== undefined && !contains(String(env.resource('aws_vpc')['cidr_block']), cidr);
}

/** Whether the first address of the inner block, and no larger block, is in the outer one. */
function contains(outer: string, inner: string): boolean {
  const [network = '', prefix] = outer.split('/');
  const [first = '', innerPrefix] = inner.split('/');
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), 'ipv4');
  return Number(innerPrefix) >= Number(prefix) && block.check(first, 'ipv4');
}

function defaultRoutes(env: Synthesized, subnet: string): Block[] {
  const tables = Object.values(env.resources('aws_route_table_association'))
    .filter((association) => association['subnet_id'] === subnet)
    .map((association) => association['route_table_id']);
  return Object.values(env.resources('aws_route')).filter(
    (route) => tables.includes(route['route_table_id']) && route['destination_cidr_block'] === EVERYWHERE,
  );
}
