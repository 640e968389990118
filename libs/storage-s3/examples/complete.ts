import type { EnvStack } from '@restartix/core';
import { StorageS3 } from '../src';

export default function example(stack: EnvStack): void {
  const kmsKeyId = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
  new StorageS3(stack, 'uploads-bucket', {
    bucketName: 'restartix-uploads-production',
    lifecycleStrategy: 'none',
    kmsKeyId,
    noncurrentVersionDays: 30,
    forceDestroy: true,
    eventBridgeNotifications: true,
    accessLogs: { bucketName: 'restartix-access-logs', prefix: 'uploads/' },
    cors: {
      console: {
        allowedOrigins: ['https://console.restartix.pro'],
        allowedMethods: ['GET', 'PUT'],
        allowedHeaders: ['content-type'],
        exposeHeaders: ['etag'],
        maxAgeSeconds: 3600,
      },
    },
  });
  new StorageS3(stack, 'contracts-bucket', {
    bucketName: 'restartix-contracts-production',
    lifecycleStrategy: 'none',
    kmsKeyId,
    enableObjectLock: true,
    retention: { mode: 'GOVERNANCE', days: 30 },
  });
}
