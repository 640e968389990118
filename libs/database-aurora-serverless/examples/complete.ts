import type { EnvStack } from '@restartix/core';
import { DatabaseAuroraServerless } from '../src';

export default function example(stack: EnvStack): void {
  new DatabaseAuroraServerless(stack, 'reporting', {
    name: 'reporting',
    minCapacity: 0.5,
    maxCapacity: 16,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    backupRetentionPeriod: 14,
    engineVersion: '15.10',
    dbName: 'reporting',
    masterUsername: 'reporting_admin',
    port: 5433,
    passwordVersion: 3,
    readers: { standby: { promotionTier: 0 }, reports: { promotionTier: 15 } },
    backupWindow: '22:00-23:00',
    maintenanceWindow: 'tue:04:00-tue:05:00',
    certificateAuthority: 'rds-ca-ecc384-g1',
    deletionProtection: false,
    onDestroy: 'nothing',
    applyImmediately: true,
    logRetentionInDays: 7,
    secretRecoveryWindowInDays: 0,
  });
}
