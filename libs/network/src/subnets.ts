import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { recordOf, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import { subnetCidr } from './cidr';
import { REMOVED_LAST } from './removed-last';

/** By zone name. */
export type PerZone<T> = Readonly<Record<string, T>>;

export interface Subnets {
  readonly internetGateway: InternetGateway;
  readonly publicSubnets: PerZone<Subnet>;
  readonly privateSubnets: PerZone<Subnet>;
  readonly publicRouteTable: RouteTable;
  /** One for each zone, so that choosing a NAT per zone changes routes and nothing else. */
  readonly privateRouteTables: PerZone<RouteTable>;
  readonly internetRoute: Route;
  /** The route table of each public subnet. Its `subnetId` is for what must not be in the subnet without the routes. */
  readonly publicRouting: PerZone<RouteTableAssociation>;
  /** The same of each private subnet. */
  readonly privateRouting: PerZone<RouteTableAssociation>;
}

export interface SubnetsInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly vpc: Vpc;
  readonly vpcCidr: string;
  readonly zones: readonly string[];
}

/** A public and a private subnet in each zone, and the public ones' way to the internet. */
export function makeSubnets(scope: Construct, input: SubnetsInput): Subnets {
  const { context, name, vpc, zones } = input;
  const tags = (suffix: string): { Name: string } => ({ Name: context.name(`${name}-${suffix}`) });

  const internetGateway = new InternetGateway(scope, 'internet-gateway', { vpcId: vpc.id, tags: tags('igw') });
  const publicRouteTable = new RouteTable(scope, 'public-routes', { vpcId: vpc.id, tags: tags('public') });
  const internetRoute = new Route(scope, 'public-internet', {
    routeTableId: publicRouteTable.id,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: internetGateway.id,
  });

  const subnetIn = (tier: 'public' | 'private') => (zone: string) =>
    new Subnet(scope, `${tier}-${zone}`, {
      vpcId: vpc.id,
      availabilityZone: zone,
      cidrBlock: subnetCidr(input.vpcCidr, tier, zone),
      // What needs a public address asks for one; nothing gets one by accident.
      mapPublicIpOnLaunch: false,
      tags: { ...tags(`${tier}-${zone}`), Tier: tier },
    });
  const publicSubnets = recordOf(zones, subnetIn('public'));
  const privateSubnets = recordOf(zones, subnetIn('private'));
  const privateRouteTables = recordOf(
    zones,
    (zone) => new RouteTable(scope, `private-routes-${zone}`, { vpcId: vpc.id, tags: tags(`private-${zone}`) }),
  );
  const publicRouting = recordOf(
    zones,
    (zone) =>
      new RouteTableAssociation(scope, `public-routing-${zone}`, {
        subnetId: publicSubnets[zone]!.id,
        routeTableId: publicRouteTable.id,
        dependsOn: [internetRoute],
        lifecycle: REMOVED_LAST,
      }),
  );
  const privateRouting = recordOf(
    zones,
    (zone) =>
      new RouteTableAssociation(scope, `private-routing-${zone}`, {
        subnetId: privateSubnets[zone]!.id,
        routeTableId: privateRouteTables[zone]!.id,
        lifecycle: REMOVED_LAST,
      }),
  );
  return {
    internetGateway,
    publicSubnets,
    privateSubnets,
    publicRouteTable,
    privateRouteTables,
    internetRoute,
    publicRouting,
    privateRouting,
  };
}
