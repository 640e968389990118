// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const STORAGE_S3_CONFIG: Inputs = {
  bucketName: 'string',
  lifecycleStrategy: ['audit-archive', 'none'],
  enableObjectLock: 'boolean',
  retention: { keys: { mode: ['COMPLIANCE', 'GOVERNANCE'], years: 'number', days: 'number' } },
  kmsKeyId: 'string',
  noncurrentVersionDays: 'number',
  cors: {
    each: {
      keys: {
        allowedOrigins: { list: 'string' },
        allowedMethods: { list: ['DELETE', 'GET', 'HEAD', 'POST', 'PUT'] },
        allowedHeaders: { list: 'string' },
        exposeHeaders: { list: 'string' },
        maxAgeSeconds: 'number',
      },
    },
  },
  accessLogs: { keys: { bucketName: 'string', prefix: 'string' } },
  eventBridgeNotifications: 'boolean',
  forceDestroy: 'boolean',
  env: 'string',
  project: 'string',
};
