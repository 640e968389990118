import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { EnvStack } from '@restartix/core';
import type { Tried } from './rows';

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

/** Inputs that every such module has. */
export const AROUND_DATA_INPUTS = {
  vpcId: { values: [({ vpcId }: AroundData) => vpcId, ({ otherVpcId }: AroundData) => otherVpcId] },
  subnetIds: {
    values: [({ subnetIds }: AroundData) => subnetIds.slice(0, 2), ({ subnetIds }: AroundData) => subnetIds.slice(1)],
  },
  securityGroupIds: {
    values: [({ groups: [first] }: AroundData) => [first], ({ groups: [, second] }: AroundData) => [second]],
  },
  kmsKeyId: { values: [({ keys: [first] }: AroundData) => first, ({ keys: [, second] }: AroundData) => second] },
  onDestroy: { values: ['nothing', 'snapshot'] },
  applyImmediately: { values: [true, false] },
  logRetentionInDays: { values: [60, 90] },
  logKmsKeyArn: { values: [({ keys: [first] }: AroundData) => first, ({ keys: [, second] }: AroundData) => second] },
  secretRecoveryWindowInDays: { values: [7, 14] },
} as const satisfies Record<string, Tried<AroundData>>;

/** Those of either database. */
export const DATABASE_INPUTS = {
  ...AROUND_DATA_INPUTS,
  name: { values: ['main', 'orders'] },
  minorVersionUpgrades: { values: ['manual', 'automatic'] },
  upgradeFrom: { values: ['16', '15'], with: { engineVersion: '17' } },
  dbName: { values: ['clinic', 'orders'] },
  masterUsername: { values: ['owner', 'postgres'] },
  port: { values: [5433, 5434] },
  passwordVersion: { values: [2, 3] },
  backupWindow: { values: ['02:00-02:30', '04:30-05:00'] },
  maintenanceWindow: { values: ['mon:03:00-mon:04:00', 'tue:03:00-tue:04:00'] },
  certificateAuthority: { values: ['rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1'] },
  deletionProtection: { values: [true, false] },
} as const satisfies Record<string, Tried<AroundData>>;
