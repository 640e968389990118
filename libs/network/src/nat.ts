import { recordOf } from '@restartix/core';
import { Route } from '@cdktf/provider-aws/lib/route';
import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import { makeNatGateway, type ManagedNat } from './nat-gateway';
import { NatInstance } from './nat-instance';
import type { NatInput } from './nat-input';
import type { NatStrategy } from './network.config';
import type { PerZone } from './subnets';

/**
 * The NAT of one zone. Either kind has an `eip`, its public address,
 * which stays when the NAT is replaced.
 */
export type Nat = ManagedNat | NatInstance;

const STRATEGIES: Readonly<Record<Exclude<NatStrategy, 'none'>, (scope: Construct, input: NatInput) => Nat>> = {
  'nat-gateway': makeNatGateway,
  'nat-instance': (scope, input) => new NatInstance(scope, `nat-${input.zone}`, input),
};

/** NATs by zone, with the routes of all private subnets to them. */
export function makeNat(scope: Construct, input: Omit<NatInput, 'zone'>): PerZone<Nat> {
  const { natStrategy, natPerAz = false, availabilityZones: zones } = input.config;
  if (natStrategy === 'none') return {};
  // By default the first zone in the alphabet, not in the list: reordering the list moves nothing.
  const { natZone = [...zones].sort()[0]! } = input.config;
  const nats = recordOf(natPerAz ? zones : [natZone], (zone) => STRATEGIES[natStrategy](scope, { ...input, zone }));
  for (const zone of zones) {
    const route = new Route(scope, `private-internet-${zone}`, {
      routeTableId: input.subnets.privateRouteTables[zone]!.id,
      destinationCidrBlock: '0.0.0.0/0',
      ...(nats[zone] ?? nats[natZone]!).routeTarget,
    });
    input.subnets.privateRouting[zone]!.dependsOn = [dependable(route)];
  }
  return nats;
}
