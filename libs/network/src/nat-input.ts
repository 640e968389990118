import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ModuleContext } from '@restartix/core';
import type { NetworkConfig } from './network.config';
import type { Subnets } from './subnets';

/** What a NAT of either kind is made from. */
export interface NatInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly zone: string;
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  readonly config: NetworkConfig;
}
