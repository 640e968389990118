import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ModuleContext } from '@restartix/core';
import type { TerraformResource } from 'cdktf';
import type { NetworkConfig } from './network.config';
import type { Subnets } from './subnets';

/** Arguments of the routes to a NAT. */
export interface RouteTarget {
  readonly natGatewayId?: string;
  readonly networkInterfaceId?: string;
  /** What makes the target answer, where that is not the target itself. */
  readonly dependsOn?: TerraformResource[];
}

/** What a NAT of either kind is made from. */
export interface NatInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly zone: string;
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  readonly config: NetworkConfig;
}
