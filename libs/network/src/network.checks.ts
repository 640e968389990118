import {
  checkBounds,
  checkConfig,
  checkUnique,
  checkValues,
  isKnown,
  isWhole,
  warn,
  type ReportProblem,
} from '@restartix/core';
import type { Construct } from 'constructs';
import { isPrivate, maxZones, overlap, parseCidr, zoneLetter } from './cidr';
import { DEFAULT_INTERFACE_ENDPOINTS, type NatStrategy, type NetworkConfig } from './network.config';
import { NETWORK_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkNetwork(id: string, config: NetworkConfig, region: string): void {
  checkValues('network', id, config, { inputs: NETWORK_CONFIG, nullable: ['natInstance.maxLifetimeDays'] });
  checkConfig('network', id, (problem) => {
    checkVpcCidr(config, problem);
    checkOtherCidrs(config, problem);
    checkZones(config, region, problem);
    checkNat(config, problem);
    checkNatInstance(config, problem);
    checkEndpoints(config, problem);
    checkAlbIngress(config, problem);
    checkPorts(config, problem);
  });
}

/** What is valid, and still a risk. */
export function warnOfRisks(scope: Construct, { vpcCidr, natStrategy, interfaceEndpoints }: NetworkConfig): void {
  const block = parseCidr(vpcCidr)!;
  if (!isPrivate(block)) {
    warn(scope, `vpcCidr ${vpcCidr} is a public block: its real owner cannot be reached from this network.`);
  }
  if (block.prefix >= 23) {
    warn(
      scope,
      `vpcCidr ${vpcCidr} leaves 27 addresses in a subnet; each Fargate task, endpoint and load balancer takes some.`,
    );
  }
  const present = interfaceEndpoints ?? DEFAULT_INTERFACE_ENDPOINTS;
  const missing = DEFAULT_INTERFACE_ENDPOINTS.filter((service) => !present.includes(service));
  if (natStrategy === 'none' && missing.length > 0) {
    warn(
      scope,
      `Without NAT and without the interface endpoints ${missing.join(', ')} a Fargate task in this network cannot start.`,
    );
  }
}

function checkVpcCidr({ vpcCidr }: NetworkConfig, problem: ReportProblem): void {
  const block = isKnown(vpcCidr) ? parseCidr(vpcCidr) : undefined;
  if (!block || block.prefix < 16 || block.prefix > 24) {
    problem({
      property: 'vpcCidr',
      value: vpcCidr,
      allowed: 'a literal IPv4 block from /16 (Amazon VPC) to /24 (smaller has no room for a load balancer)',
      fix: 'Use a private block such as 10.10.0.0/16 that no other network of yours has.',
    });
  } else if (block.network !== block.address) {
    problem({
      property: 'vpcCidr',
      value: vpcCidr,
      allowed: 'the first address of the block',
      fix: `Write ${block.networkText}/${block.prefix}.`,
    });
  }
}

function checkOtherCidrs({ vpcCidr, otherCidrs = {} }: NetworkConfig, problem: ReportProblem): void {
  const own = parseCidr(vpcCidr);
  for (const [name, cidr] of Object.entries(otherCidrs)) {
    const other = parseCidr(cidr);
    if (!isKnown(cidr) || !own) continue;
    if (!other) {
      problem({
        property: `otherCidrs.${name}`,
        value: cidr,
        allowed: 'an IPv4 block such as 10.20.0.0/16',
        fix: 'Write the block of that network.',
      });
    } else if (overlap(own, other)) {
      problem({
        property: 'vpcCidr',
        value: vpcCidr,
        allowed: `a block with no address of ${cidr}, which ${name} has`,
        fix: 'Choose another: overlapping networks can never be peered.',
      });
    }
  }
}

function checkZones({ vpcCidr, availabilityZones }: NetworkConfig, region: string, problem: ReportProblem): void {
  if (availabilityZones.length < 2) {
    problem({
      property: 'availabilityZones',
      value: availabilityZones,
      allowed: 'two or more (a load balancer and a database need two)',
      fix: `Name another zone of ${isKnown(region) ? region : 'the region'}.`,
    });
  }
  const room = maxZones(parseCidr(vpcCidr)?.prefix ?? 16);
  availabilityZones.forEach((zone, index) => {
    const property = `availabilityZones[${index}]`;
    const letter = zoneLetter(zone);
    if (letter === undefined) {
      problem({
        property,
        value: zone,
        allowed: 'the literal name of a zone, such as eu-central-1a',
        fix: 'Write the name, not the zone id and not a reference: the subnet’s block follows from its letter.',
      });
    } else if (letter >= room) {
      const last = String.fromCharCode('a'.charCodeAt(0) + room - 1);
      problem({
        property,
        value: zone,
        allowed: `zones from a to ${last} in ${vpcCidr}`,
        fix: room === 8 ? 'Use a zone with an earlier letter.' : 'Use a zone with an earlier letter, or a /23.',
      });
    } else if (isKnown(region) && zone.slice(0, -1) !== region) {
      problem({
        property,
        value: zone,
        allowed: `a zone of ${region}, the environment's region`,
        fix: `Use ${region}${zone.slice(-1)}, or another region for the environment.`,
      });
    }
  });
  checkUnique('availabilityZones', availabilityZones, problem);
}

const NAT_STRATEGIES: readonly NatStrategy[] = ['nat-instance', 'nat-gateway', 'none'];

function checkNat({ natStrategy, natPerAz, natZone, availabilityZones }: NetworkConfig, problem: ReportProblem): void {
  if (!NAT_STRATEGIES.includes(natStrategy)) {
    problem({
      property: 'natStrategy',
      value: natStrategy,
      allowed: NAT_STRATEGIES.join(', '),
      fix: "Use 'nat-instance' to pay least, 'nat-gateway' to be disturbed least.",
    });
  }
  if (natStrategy === 'none' && natPerAz) {
    problem({
      property: 'natPerAz',
      value: natPerAz,
      allowed: "false with natStrategy 'none'",
      fix: "Choose 'nat-instance' or 'nat-gateway', or leave natPerAz out.",
    });
  }
  if (natZone !== undefined && (natPerAz || natStrategy === 'none')) {
    problem({
      property: 'natZone',
      value: natZone,
      allowed: 'nothing unless there is exactly one NAT',
      fix: 'Remove it.',
    });
  } else if (natZone !== undefined && availabilityZones.every(isKnown) && !availabilityZones.includes(natZone)) {
    problem({
      property: 'natZone',
      value: natZone,
      allowed: availabilityZones.join(', '),
      fix: 'Name one of availabilityZones.',
    });
  }
}

// The arm64 families that AWS calls by a "g" after the generation: t4g, m7g, c8gn, …
const ARM64_INSTANCE_TYPE = /^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/;

function checkNatInstance({ natStrategy, natInstance }: NetworkConfig, problem: ReportProblem): void {
  if (natInstance && natStrategy !== 'nat-instance') {
    problem({
      property: 'natInstance',
      value: natInstance,
      allowed: "nothing unless natStrategy is 'nat-instance'",
      fix: `Remove it; natStrategy is '${natStrategy}'.`,
    });
  }
  const { instanceType, imageId, maxLifetimeDays } = natInstance ?? {};
  if (isKnown(instanceType) && !ARM64_INSTANCE_TYPE.test(instanceType)) {
    problem({
      property: 'natInstance.instanceType',
      value: instanceType,
      allowed: 'an arm64 type, such as t4g.nano or c7gn.medium (the image is arm64)',
      fix: 'Use t4g.nano, and a larger one when its network is full.',
    });
  }
  if (isKnown(imageId) && !/^ami-[0-9a-f]{8,17}$/.test(imageId)) {
    problem({
      property: 'natInstance.imageId',
      value: imageId,
      allowed: 'an image id such as ami-0123456789abcdef0',
      fix: 'Leave it out for the newest Amazon Linux 2023.',
    });
  }
  checkBounds(problem, {
    property: 'natInstance.maxLifetimeDays',
    value: maxLifetimeDays ?? undefined,
    min: 1,
    max: 365,
    unit: 'days',
    by: 'EC2 Auto Scaling',
    fix: 'Use 30 for monthly patches, or null for none.',
  });
}

function checkEndpoints({ interfaceEndpoints = [] }: NetworkConfig, problem: ReportProblem): void {
  checkUnique('interfaceEndpoints', interfaceEndpoints, problem);
}

function checkAlbIngress({ albIngress = {} }: NetworkConfig, problem: ReportProblem): void {
  const { ipv4Cidrs = [], ipv6Cidrs = [], prefixListIds = {} } = albIngress;
  checkUnique('albIngress.ipv4Cidrs', ipv4Cidrs, problem);
  checkUnique('albIngress.ipv6Cidrs', ipv6Cidrs, problem);
  ipv4Cidrs.forEach((cidr, index) => {
    const block = isKnown(cidr) && parseCidr(cidr);
    if (block && block.address === block.network) return;
    problem({
      property: `albIngress.ipv4Cidrs[${index}]`,
      value: cidr,
      allowed: 'a literal IPv4 block that starts at its first address, such as 173.245.48.0/20',
      fix: block ? `Write ${block.networkText}/${block.prefix}.` : 'Write the block, with /32 for one address.',
    });
  });
  ipv6Cidrs.forEach((cidr, index) => {
    if (isKnown(cidr) && /^[0-9a-f:]*::?[0-9a-f:]*\/(\d|[1-9]\d|1[01]\d|12[0-8])$/.test(cidr)) return;
    problem({
      property: `albIngress.ipv6Cidrs[${index}]`,
      value: cidr,
      allowed: 'a literal IPv6 block in lowercase, such as 2400:cb00::/32',
      fix: 'Write the block, with /128 for one address.',
    });
  });
  for (const [name, id] of Object.entries(prefixListIds)) {
    if (!isKnown(id) || /^pl-[0-9a-f]{8,17}$/.test(id)) continue;
    problem({
      property: `albIngress.prefixListIds.${name}`,
      value: id,
      allowed: 'the id of a managed prefix list, such as pl-0123456789abcdef0',
      fix: 'Use the id, not the name.',
    });
  }
}

function checkPorts({ applicationPorts, dataPorts = {} }: NetworkConfig, problem: ReportProblem): void {
  for (const [name, value] of Object.entries(dataPorts)) {
    if (!isKnown(value) || isWhole(value, 1, 65535)) continue;
    problem({
      property: `dataPorts.${name}`,
      value,
      allowed: '1 to 65535',
      fix: 'Use the port of the database or cache.',
    });
  }
  if (!applicationPorts) return;
  const { from, to } = applicationPorts;
  const fits = [from, to].every((port) => !isKnown(port) || isWhole(port, 1, 65535));
  if (fits && !([from, to].every(isKnown) && from > to)) return;
  problem({
    property: 'applicationPorts',
    value: applicationPorts,
    allowed: 'from 1 to 65535, `from` not above `to`',
    fix: 'Use { from: 3000, to: 9999 }.',
  });
}
