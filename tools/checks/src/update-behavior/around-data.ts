import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { EnvStack } from '@restartix/core';

/** What databases and caches are in: a network, and keys to choose from. */
export interface AroundData {
  readonly vpcId: string;
  readonly otherVpcId: string;
  /** One in each zone. */
  readonly subnetIds: readonly string[];
  readonly groups: readonly [string, string];
  readonly keys: readonly [string, string];
}

export function aroundData(stack: EnvStack): AroundData {
  const { id: vpcId } = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
  const { id: otherVpcId } = new Vpc(stack, 'other-vpc', { cidrBlock: '10.1.0.0/16' });
  const subnetIds = ['a', 'b', 'c'].map(
    (zone, index) =>
      new Subnet(stack, `subnet-${zone}`, {
        vpcId,
        cidrBlock: `10.0.${String(index)}.0/24`,
        availabilityZone: `eu-central-1${zone}`,
      }).id,
  );
  const group = (name: string): string => new SecurityGroup(stack, name, { name, vpcId }).id;
  const key = (name: string): string => new KmsKey(stack, name, { description: name }).arn;
  return {
    vpcId,
    otherVpcId,
    subnetIds,
    groups: [group('clients'), group('others')],
    keys: [key('first-key'), key('second-key')],
  };
}
