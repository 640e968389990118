import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import type { Construct } from 'constructs';
import type { Nat, NatInput } from './nat';

/** AWS's managed NAT. */
export function natGateway(scope: Construct, { context, name, zone, subnets }: NatInput): Nat {
  const tags = { Name: context.name(`${name}-nat-${zone}`) };
  const eip = new Eip(scope, `nat-${zone}-ip`, { domain: 'vpc', tags });
  const gateway = new NatGateway(scope, `nat-${zone}`, {
    allocationId: eip.allocationId,
    subnetId: subnets.publicSubnets[zone]!.id,
    tags,
    // A gateway without a way out fails to start.
    dependsOn: [subnets.internetRoute],
  });
  return { eip, routeTarget: { natGatewayId: gateway.id } };
}
