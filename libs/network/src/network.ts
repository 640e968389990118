import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { claimName, contextOf } from '@restartix/core';
import { Construct } from 'constructs';
import { makeEndpoints, type Endpoints } from './endpoints';
import { makeFlowLogs, type FlowLogs } from './flow-logs';
import { makeNat, type Nat } from './nat';
import { checkNetwork, warnOfRisks } from './network.checks';
import type { NetworkConfig } from './network.config';
import { makeSecurityGroups, type SecurityGroupName, type SecurityGroups } from './security-groups';
import { makeSubnets, type PerZone, type Subnets } from './subnets';

/** VPC, subnets and security groups for one role, as other modules take them. */
export interface Placement {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
}

/** What modules and stack outputs take from a network. */
export interface NetworkOutputs {
  /** The VPC's full name, e.g. `restartix-staging-vpc`. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** As it was given. */
  readonly vpcCidr: string;
  /** As they were given. */
  readonly availabilityZones: string[];
  /** In the order of `availabilityZones`. */
  readonly privateSubnetIds: string[];
  /** In the order of `availabilityZones`. */
  readonly publicSubnetIds: string[];
  /** Id of the load balancer's group. */
  readonly albSg: string;
  /** Id of the applications' group. */
  readonly fargateAppSg: string;
  /** Id of the connection pool's group. */
  readonly fargatePgbouncerSg: string;
  /** Id of the database's group. */
  readonly rdsSg: string;
  /** Id of the cache's group. */
  readonly redisSg: string;
  /** Id of the group of migrations and backups. */
  readonly migrationsRunnerSg: string;
  /** Undefined without interface endpoints. */
  readonly endpointsSg: string | undefined;
  /** Id of the route table of all public subnets. */
  readonly publicRouteTableId: string;
  /** In the order of `availabilityZones`. */
  readonly privateRouteTableIds: string[];
  /** Addresses that the outside sees; others may allow them. Empty with `natStrategy: 'none'`. */
  readonly natPublicIps: string[];
  /** AWS's list of S3's addresses in the region, for rules that let something reach S3. */
  readonly s3PrefixListId: string;
}

/**
 * The foundation of an environment: VPC, subnets, NAT, security groups and VPC endpoints.
 *
 * @example
 * const network = new Network(this, 'network', {
 *   vpcCidr: '10.10.0.0/16',
 *   availabilityZones: ['eu-central-1a', 'eu-central-1b'],
 *   natStrategy: 'nat-instance',
 * });
 * new CacheRedis(this, 'cache', { nodeType: 'cache.t4g.micro', ...network.placement('redis') });
 */
export class Network extends Construct implements NetworkOutputs {
  readonly name: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly availabilityZones: string[];
  readonly privateSubnetIds: string[];
  readonly publicSubnetIds: string[];
  readonly albSg: string;
  readonly fargateAppSg: string;
  readonly fargatePgbouncerSg: string;
  readonly rdsSg: string;
  readonly redisSg: string;
  readonly migrationsRunnerSg: string;
  readonly endpointsSg: string | undefined;
  readonly publicRouteTableId: string;
  readonly privateRouteTableIds: string[];
  readonly natPublicIps: string[];
  readonly s3PrefixListId: string;

  readonly vpc: Vpc;
  readonly defaultSecurityGroup: DefaultSecurityGroup;
  /** Subnets and route tables of each zone. */
  readonly subnets: Subnets;
  /** By zone. */
  readonly nats: PerZone<Nat>;
  /** Endpoints of AWS's services. */
  readonly endpoints: Endpoints;
  /** By name. */
  readonly securityGroups: SecurityGroups;
  /** Undefined without `flowLogs`. */
  readonly flowLogs: FlowLogs | undefined;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: NetworkConfig) {
    super(scope, id);
    const context = contextOf(this, 'network', id, config);
    const { name = 'vpc', vpcCidr, availabilityZones: zones } = config;
    this.name = context.name(name);
    checkNetwork(id, config, context.region);
    claimName(this, { module: 'network', property: 'name', value: name, physicalName: this.name });
    warnOfRisks(this, config);

    this.vpc = new Vpc(this, 'vpc', {
      cidrBlock: vpcCidr,
      // Interface endpoints answer to the services' public names.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: this.name },
    });
    // Without rules: what forgets to name its group can reach nothing.
    this.defaultSecurityGroup = new DefaultSecurityGroup(this, 'default-sg', {
      vpcId: this.vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: context.name(`${name}-default`) },
    });
    this.subnets = makeSubnets(this, { context, name, vpc: this.vpc, vpcCidr, zones });
    this.nats = makeNat(this, { context, name, vpc: this.vpc, subnets: this.subnets, config });
    this.endpoints = makeEndpoints(this, { context, name, vpc: this.vpc, subnets: this.subnets, config });
    this.securityGroups = makeSecurityGroups(this, { context, vpc: this.vpc, endpoints: this.endpoints, config });
    this.flowLogs = config.flowLogs && makeFlowLogs(this, { context, name, vpc: this.vpc, config: config.flowLogs });

    this.vpcId = this.vpc.id;
    this.vpcCidr = vpcCidr;
    this.availabilityZones = [...zones];
    this.privateSubnetIds = zones.map((zone) => this.subnets.privateRouting[zone]!.subnetId);
    this.publicSubnetIds = zones.map((zone) => this.subnets.publicRouting[zone]!.subnetId);
    this.albSg = this.securityGroups.alb.id;
    this.fargateAppSg = this.securityGroups['fargate-app'].id;
    this.fargatePgbouncerSg = this.securityGroups['fargate-pgbouncer'].id;
    this.rdsSg = this.securityGroups.rds.id;
    this.redisSg = this.securityGroups.redis.id;
    this.migrationsRunnerSg = this.securityGroups['migrations-runner'].id;
    this.endpointsSg = this.endpoints.securityGroup?.id;
    this.publicRouteTableId = this.subnets.publicRouteTable.id;
    this.privateRouteTableIds = zones.map((zone) => this.subnets.privateRouteTables[zone]!.id);
    this.natPublicIps = Object.values(this.nats).map(({ eip }) => eip.publicIp);
    this.s3PrefixListId = this.endpoints.s3.prefixListId;
  }

  /** VPC, subnets and security group for one role: the load balancer in public subnets, all else in private ones. */
  placement(role: SecurityGroupName): Placement {
    return {
      vpcId: this.vpcId,
      subnetIds: role === 'alb' ? this.publicSubnetIds : this.privateSubnetIds,
      securityGroupIds: [this.securityGroups[role].id],
    };
  }
}
