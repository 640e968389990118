import { checkConfig, isKnown, type ConfigProblem, type ModuleConfig } from '@restartix/core';
import { MAX_ZONES, parseCidr, zoneLetter } from './cidr';

/**
 * How private subnets reach the internet.
 * - `nat-instance`: one small EC2 instance that replaces itself; the cheapest, with minutes of outage when it dies
 * - `nat-gateway`: AWS's managed NAT
 * - `none`: not at all; only what has a VPC endpoint can be reached
 */
export type NatStrategy = 'nat-instance' | 'nat-gateway' | 'none';

/** AWS services that can be reached through an interface endpoint, by the last part of their endpoint's name. */
export type InterfaceEndpoint =
  'ecr.api' | 'ecr.dkr' | 'secretsmanager' | 'kms' | 'logs' | 'monitoring' | 'ssm' | 'ssmmessages' | 'sts';

/** Inputs of the network. */
export interface NetworkConfig extends ModuleConfig {
  /**
   * Logical name, in names and Name tags: `{project}-{env}-{name}`.
   * @default 'vpc'
   */
  readonly name?: string;
  /** IPv4 block of the VPC, /16 to /20 (/24 at the smallest), e.g. `10.10.0.0/16`. Each subnet gets a sixteenth of it. */
  readonly vpcCidr: string;
  /**
   * Zones with a public and a private subnet each, two or more, e.g. `['eu-central-1a', 'eu-central-1b']`. A subnet's
   * block follows from its zone's letter, so adding or removing a zone moves no other subnet.
   */
  readonly availabilityZones: readonly string[];
  /** How private subnets reach the internet. */
  readonly natStrategy: NatStrategy;
  /**
   * A NAT in each zone instead of one for all: a zone's failure then cuts off no other, and no traffic between zones is
   * paid for.
   * @default false
   */
  readonly natPerAz?: boolean;
  readonly natInstance?: NatInstanceConfig;
  /**
   * Services reached through interface endpoints, about 8.8 USD a month for each in each zone (eu-central-1).
   * @default ['ecr.api', 'ecr.dkr', 'secretsmanager', 'kms', 'logs'] - what a Fargate task needs to start
   */
  readonly interfaceEndpoints?: readonly InterfaceEndpoint[];
  /**
   * Who may reach the load balancer on 443 and 80.
   * @default - everyone, over IPv4 and IPv6
   */
  readonly albIngress?: AlbIngress;
  /**
   * Ports on which services listen for the load balancer and for each other.
   * @default { from: 3000, to: 9999 }
   */
  readonly applicationPorts?: { readonly from: number; readonly to: number };
  /**
   * Records of connections in CloudWatch Logs, about 0.6 USD for a gigabyte.
   * @default - none
   */
  readonly flowLogs?: FlowLogsConfig;
}

export interface NatInstanceConfig {
  /**
   * An arm64 instance type.
   * @default 't4g.nano' - 5 Gbit/s in bursts for about 3.5 USD a month
   */
  readonly instanceType?: string;
  /**
   * An arm64 Amazon Linux 2023 image.
   * @default - the newest at each launch, resolved by EC2 from the public SSM parameter: no plan changes when it moves
   */
  readonly imageId?: string;
}

export interface AlbIngress {
  readonly ipv4Cidrs?: readonly string[];
  readonly ipv6Cidrs?: readonly string[];
  /** Managed prefix lists, by a stable key, e.g. `{ cloudflare: 'pl-0123…' }`. */
  readonly prefixListIds?: Readonly<Record<string, string>>;
}

export interface FlowLogsConfig {
  /**
   * Days that the records stay.
   * @default 30
   */
  readonly retentionInDays?: number;
  /**
   * Which connections are recorded.
   * @default 'REJECT' - what was refused is what one looks for
   */
  readonly trafficType?: 'ACCEPT' | 'REJECT' | 'ALL';
}

export const DEFAULT_INTERFACE_ENDPOINTS: readonly InterfaceEndpoint[] = [
  'ecr.api',
  'ecr.dkr',
  'secretsmanager',
  'kms',
  'logs',
];

type Report = (problem: ConfigProblem) => void;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkNetworkConfig(id: string, config: NetworkConfig, region: string): void {
  checkConfig('network', id, (problem) => {
    checkVpcCidr(config, problem);
    checkZones(config, region, problem);
    checkNat(config, problem);
    checkPorts(config, problem);
  });
}

function checkVpcCidr({ vpcCidr }: NetworkConfig, problem: Report): void {
  const block = isKnown(vpcCidr) ? parseCidr(vpcCidr) : undefined;
  if (!block || block.prefix < 16 || block.prefix > 24) {
    problem({
      property: 'vpcCidr',
      value: vpcCidr,
      allowed: 'a literal IPv4 block from /16 to /24 (Amazon VPC allows /16 to /28; a subnet is a sixteenth of it)',
      mend: 'Use a private block such as 10.10.0.0/16 that no other network of yours has.',
    });
  } else if (block.network !== block.address) {
    problem({
      property: 'vpcCidr',
      value: vpcCidr,
      allowed: 'the first address of the block',
      mend: `Write ${block.networkText}/${block.prefix}.`,
    });
  }
}

function checkZones({ availabilityZones }: NetworkConfig, region: string, problem: Report): void {
  if (availabilityZones.length < 2) {
    problem({
      property: 'availabilityZones',
      value: availabilityZones,
      allowed: 'two or more (a load balancer and a database need two)',
      mend: `Name another zone of ${isKnown(region) ? region : 'the region'}.`,
    });
  }
  availabilityZones.forEach((zone, index) => {
    const property = `availabilityZones[${index}]`;
    const letter = zoneLetter(zone);
    if (letter === undefined || letter >= MAX_ZONES) {
      problem({
        property,
        value: zone,
        allowed: 'a zone such as eu-central-1a, with a letter from a to h',
        mend: 'Name the zone by its name, not by its id.',
      });
    } else if (isKnown(region) && zone.slice(0, -1) !== region) {
      problem({
        property,
        value: zone,
        allowed: `a zone of ${region}, the environment's region`,
        mend: `Use ${region}${zone.slice(-1)}, or another region for the environment.`,
      });
    }
    if (availabilityZones.indexOf(zone) !== index) {
      problem({ property, value: zone, allowed: 'each zone once', mend: 'Remove the second one.' });
    }
  });
}

// The arm64 families that AWS calls by a "g" after the generation: t4g, m7g, c8gn, …
const ARM64_INSTANCE_TYPE = /^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/;

function checkNat({ natStrategy, natPerAz, natInstance }: NetworkConfig, problem: Report): void {
  if (natStrategy === 'none' && natPerAz) {
    problem({
      property: 'natPerAz',
      value: natPerAz,
      allowed: "false with natStrategy 'none'",
      mend: "Choose 'nat-instance' or 'nat-gateway', or leave natPerAz out.",
    });
  }
  if (natInstance && natStrategy !== 'nat-instance') {
    problem({
      property: 'natInstance',
      value: natInstance,
      allowed: "nothing unless natStrategy is 'nat-instance'",
      mend: `Remove it; natStrategy is '${natStrategy}'.`,
    });
  }
  const { instanceType, imageId } = natInstance ?? {};
  if (isKnown(instanceType) && !ARM64_INSTANCE_TYPE.test(instanceType)) {
    problem({
      property: 'natInstance.instanceType',
      value: instanceType,
      allowed: 'an arm64 type, such as t4g.nano or c7gn.medium (the image is arm64)',
      mend: 'Use t4g.nano, and a larger one when its network is full.',
    });
  }
  if (isKnown(imageId) && !/^ami-[0-9a-f]{8,17}$/.test(imageId)) {
    problem({
      property: 'natInstance.imageId',
      value: imageId,
      allowed: 'an image id such as ami-0123456789abcdef0',
      mend: 'Leave it out for the newest Amazon Linux 2023.',
    });
  }
}

function checkPorts({ applicationPorts }: NetworkConfig, problem: Report): void {
  if (!applicationPorts) return;
  const { from, to } = applicationPorts;
  if (Number.isInteger(from) && Number.isInteger(to) && from >= 1 && from <= to && to <= 65535) return;
  problem({
    property: 'applicationPorts',
    value: applicationPorts,
    allowed: 'from 1 to 65535, `from` not above `to`',
    mend: 'Use { from: 3000, to: 9999 }.',
  });
}
