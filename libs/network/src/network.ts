import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import type { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { contextOf } from '@restartix/core';
import { Construct } from 'constructs';
import { makeEndpoints, type Endpoints } from './endpoints';
import { makeFlowLogs } from './flow-logs';
import { makeNat, type Nat } from './nat';
import { checkNetworkConfig, type NetworkConfig } from './network.config';
import { makeSecurityGroups, type SecurityGroups } from './security-groups';
import { makeSubnets, type PerZone, type Subnets } from './subnets';

/** The foundation of an environment: VPC, subnets, NAT, security groups and VPC endpoints. */
export class Network extends Construct {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** In the order of `availabilityZones`. */
  readonly privateSubnetIds: string[];
  /** In the order of `availabilityZones`. */
  readonly publicSubnetIds: string[];
  readonly albSg: string;
  readonly fargateAppSg: string;
  readonly fargatePgbouncerSg: string;
  readonly rdsSg: string;
  readonly redisSg: string;
  readonly migrationsRunnerSg: string;
  readonly publicRouteTableId: string;
  /** In the order of `availabilityZones`. */
  readonly privateRouteTableIds: string[];
  /** Addresses that the outside sees; others may allow them. Empty with `natStrategy: 'none'`. */
  readonly natPublicIps: string[];

  readonly vpc: Vpc;
  readonly defaultSecurityGroup: DefaultSecurityGroup;
  readonly subnets: Subnets;
  /** By the zone that each stands in. */
  readonly nats: PerZone<Nat>;
  readonly securityGroups: SecurityGroups;
  readonly endpoints: Endpoints;
  readonly flowLog: FlowLog | undefined;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: NetworkConfig) {
    super(scope, id);
    const context = contextOf(this, 'network', id, config);
    checkNetworkConfig(id, config, context.region);
    const { name = 'vpc', vpcCidr, availabilityZones: zones } = config;

    this.vpc = new Vpc(this, 'vpc', {
      cidrBlock: vpcCidr,
      // Interface endpoints answer to the services' public names.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: context.name(name) },
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
    this.securityGroups = makeSecurityGroups(this, { context, vpc: this.vpc, config });
    this.endpoints = makeEndpoints(this, { context, name, vpc: this.vpc, subnets: this.subnets, config });
    this.flowLog = config.flowLogs && makeFlowLogs(this, { context, name, vpc: this.vpc, config: config.flowLogs });

    this.vpcId = this.vpc.id;
    this.vpcCidr = vpcCidr;
    this.privateSubnetIds = zones.map((zone) => this.subnets.privateSubnets[zone]!.id);
    this.publicSubnetIds = zones.map((zone) => this.subnets.publicSubnets[zone]!.id);
    this.albSg = this.securityGroups.alb.id;
    this.fargateAppSg = this.securityGroups['fargate-app'].id;
    this.fargatePgbouncerSg = this.securityGroups['fargate-pgbouncer'].id;
    this.rdsSg = this.securityGroups.rds.id;
    this.redisSg = this.securityGroups.redis.id;
    this.migrationsRunnerSg = this.securityGroups['migrations-runner'].id;
    this.publicRouteTableId = this.subnets.publicRouteTable.id;
    this.privateRouteTableIds = zones.map((zone) => this.subnets.privateRouteTables[zone]!.id);
    this.natPublicIps = Object.values(this.nats).map(({ eip }) => eip.publicIp);
  }
}
