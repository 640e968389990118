import type { LogRetentionDays, ModuleConfig } from '@restartix/core';

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
   * Logical name, in names and Name tags: `{project}-{env}-{name}`. Two networks of one environment need two names.
   * @default 'vpc'
   */
  readonly name?: string;
  /**
   * IPv4 block of the VPC, /16 to /24, e.g. `10.10.0.0/16`. A subnet gets a sixteenth of it (an eighth of a /24), so a
   * /16 has room for 4,091 addresses in each.
   */
  readonly vpcCidr: string;
  /**
   * Blocks of the networks that this one may be connected with one day, by name, e.g. `{ production: '10.20.0.0/16' }`.
   * One that overlaps `vpcCidr` is refused now, while that costs nothing.
   * @default {}
   */
  readonly otherCidrs?: Readonly<Record<string, string>>;
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
  /**
   * The zone of the only NAT. Name it before you add a zone that sorts before the others, or the NAT moves there.
   * @default - the first of `availabilityZones` in the alphabet, whatever their order in the list
   */
  readonly natZone?: string;
  /**
   * Settings of the NAT instance; refused with another strategy.
   * @default {}
   */
  readonly natInstance?: NatInstanceConfig;
  /**
   * Services reached through interface endpoints, paid for each in each zone.
   * @default ['ecr.api', 'ecr.dkr', 'secretsmanager', 'kms', 'logs'] - what a Fargate task needs to start
   */
  readonly interfaceEndpoints?: readonly InterfaceEndpoint[];
  /**
   * Who may reach the load balancer on 443 and 80. `{}` lets in nobody, for rules that are made elsewhere.
   * @default - everyone, over IPv4 and IPv6
   */
  readonly albIngress?: AlbIngress;
  /**
   * Ports on which services listen for the load balancer and for each other.
   * @default { from: 3000, to: 9999 }
   */
  readonly applicationPorts?: {
    /** The first port. */
    readonly from: number;
    /** The last port. */
    readonly to: number;
  };
  /**
   * Ports of the database and the cache, where they are not the usual ones.
   * @default { rds: 5432, redis: 6379 }
   */
  readonly dataPorts?: {
    /**
     * Port of the database.
     * @default 5432
     */
    readonly rds?: number;
    /**
     * Port of the cache.
     * @default 6379
     */
    readonly redis?: number;
  };
  /**
   * Records of connections in CloudWatch Logs, paid by the gigabyte.
   * @default - none
   */
  readonly flowLogs?: FlowLogsConfig;
}

/** The instance of `natStrategy: 'nat-instance'`. */
export interface NatInstanceConfig {
  /**
   * An arm64 instance type.
   * @default 't4g.nano' - 5 Gbit/s in bursts, the smallest there is
   */
  readonly instanceType?: string;
  /**
   * An arm64 Amazon Linux 2023 image. A pinned image changes only when this does, and then replaces the instance.
   * @default - the newest at each launch, resolved by EC2 from the public SSM parameter: no plan changes when it moves
   */
  readonly imageId?: string;
  /**
   * Days after which the instance is replaced, 1 to 365, or null for never: with the newest image, all its patches are then this old at
   * most. AWS chooses the minute, and private subnets are without a way out for one to three.
   * @default 30 - with the newest image; a pinned one lives until it fails or its launch template changes
   */
  readonly maxLifetimeDays?: number | null;
}

/** Where the load balancer's requests may come from. */
export interface AlbIngress {
  /**
   * IPv4 blocks, e.g. `173.245.48.0/20`.
   * @default []
   */
  readonly ipv4Cidrs?: readonly string[];
  /**
   * IPv6 blocks, e.g. `2400:cb00::/32`.
   * @default []
   */
  readonly ipv6Cidrs?: readonly string[];
  /**
   * Managed prefix lists, by a stable key, e.g. `{ cloudflare: 'pl-0123…' }`.
   * @default {}
   */
  readonly prefixListIds?: Readonly<Record<string, string>>;
}

/** Records of connections, in CloudWatch Logs. */
export interface FlowLogsConfig {
  /**
   * Days that the records stay: one of the periods that CloudWatch Logs knows.
   * @default 30
   */
  readonly retentionInDays?: LogRetentionDays;
  /**
   * ARN of the KMS key of the log group. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly kmsKeyArn?: string;
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

export const DEFAULT_APPLICATION_PORTS = { from: 3000, to: 9999 } as const;
