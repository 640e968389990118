import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import type { Construct } from 'constructs';
import type { NatInput, RouteTarget } from './nat-input';
import { REMOVED_LAST } from './removed-last';

/**
 * AWS's managed NAT with its address. The address is not the one that a NAT instance would have: it cannot move from one
 * to the other within an apply.
 */
export interface ManagedNat {
  readonly strategy: 'nat-gateway';
  readonly eip: Eip;
  readonly gateway: NatGateway;
  /** Where a private route table sends what is not for the VPC. */
  readonly routeTarget: RouteTarget;
}

export function makeNatGateway(scope: Construct, { context, name, zone, subnets }: NatInput): ManagedNat {
  const tags = { Name: context.name(`${name}-nat-${zone}`) };
  const eip = new Eip(scope, `nat-gateway-${zone}-ip`, { domain: 'vpc', tags });
  const gateway = new NatGateway(scope, `nat-gateway-${zone}`, {
    allocationId: eip.allocationId,
    subnetId: subnets.publicSubnets[zone]!.id,
    tags,
    // A gateway without a way out fails to start.
    dependsOn: [subnets.internetRoute],
    lifecycle: REMOVED_LAST,
  });
  return { strategy: 'nat-gateway', eip, gateway, routeTarget: { natGatewayId: gateway.id } };
}
