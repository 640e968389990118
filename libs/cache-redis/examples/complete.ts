import type { EnvStack } from '@restartix/core';
import { CacheRedis } from '../src';

export default function example(stack: EnvStack): void {
  new CacheRedis(stack, 'sessions', {
    name: 'sessions',
    nodeType: 'cache.r7g.large',
    replicas: 1,
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    auth: 'iam',
    engine: 'valkey',
    engineVersion: '8.0',
    port: 6380,
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    maxmemoryPolicy: 'noeviction',
    snapshotRetentionLimit: 14,
    snapshotWindow: '22:00-23:00',
    maintenanceWindow: 'tue:03:00-tue:04:00',
    onDestroy: 'nothing',
    applyImmediately: true,
    logRetentionInDays: 7,
  });
}
