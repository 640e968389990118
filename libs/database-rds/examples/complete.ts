import type { EnvStack } from '@restartix/core';
import { DatabaseRds } from '../src';

/** As production has it, with replicas, a snapshot of a moment, and windows of its own. */
export default function example(stack: EnvStack): void {
  new DatabaseRds(stack, 'reporting', {
    name: 'reporting',
    instanceClass: 'db.m7g.large',
    allocatedStorage: 100,
    maxAllocatedStorage: 500,
    multiAz: true,
    backupRetentionPeriod: 14,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    engineVersion: '17',
    minorVersionUpgrades: 'manual',
    upgradeFrom: '16',
    dbName: 'reports',
    masterUsername: 'reports_admin',
    port: 5433,
    passwordVersion: 2,
    replicas: { analysts: {}, exports: { instanceClass: 'db.t4g.medium', multiAz: true } },
    snapshots: ['before-2027-migration'],
    backupWindow: '22:00-22:45',
    maintenanceWindow: 'tue:02:00-tue:03:00',
    certificateAuthority: 'rds-ca-ecc384-g1',
    deletionProtection: false,
    onDestroy: 'nothing',
    applyImmediately: true,
    logRetentionInDays: 90,
    secretRecoveryWindowInDays: 7,
  });
}
