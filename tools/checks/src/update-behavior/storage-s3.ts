import { StorageS3 } from '@restartix/storage-s3';
import { bucket, key } from './given';
import { updateBehavior } from './rows';

const console = { allowedOrigins: ['https://console.restartix.pro'], allowedMethods: ['GET' as const] };
const withCors = { cors: { console } };
const locked = { enableObjectLock: true };
const governance = { ...locked, retention: { mode: 'GOVERNANCE', days: 30 } };

export const storageS3 = updateBehavior({
  module: 'storage-s3',
  construct: StorageS3,
  given: (stack) => ({
    ...{ key: key(stack), another: key(stack, 'another-key') },
    ...{ logs: bucket(stack, 'logs'), otherLogs: bucket(stack, 'other-logs') },
  }),
  base: { bucketName: 'restartix-uploads-staging', lifecycleStrategy: 'none' },
  inputs: {
    bucketName: { values: ['restartix-uploads-staging', 'restartix-files-staging'] },
    lifecycleStrategy: { values: ['none', 'audit-archive'], with: { enableObjectLock: false } },
    enableObjectLock: { values: [true, false] },
    retention: {
      values: [
        { mode: 'GOVERNANCE', days: 30 },
        { mode: 'GOVERNANCE', days: 60 },
      ],
      with: locked,
    },
    'retention.mode': { values: ['GOVERNANCE', 'COMPLIANCE'], with: governance },
    'retention.years': { values: [1, 2], with: { ...locked, retention: { mode: 'GOVERNANCE' } } },
    'retention.days': { values: [30, 60], with: { ...locked, retention: { mode: 'GOVERNANCE' } } },
    kmsKeyId: { values: [({ key }) => key, ({ another }) => another] },
    noncurrentVersionDays: { values: [30, 60] },
    cors: { values: [{ console }, { console: { ...console, allowedMethods: ['GET', 'PUT'] } }] },
    'cors.*.allowedOrigins': {
      values: [['https://console.restartix.pro'], ['https://console.restartix.pro', 'https://clinic.restartix.pro']],
      with: withCors,
    },
    'cors.*.allowedMethods': { values: [['GET'], ['GET', 'PUT']], with: withCors },
    'cors.*.allowedHeaders': { values: [['content-type'], ['content-type', 'x-request']], with: withCors },
    'cors.*.exposeHeaders': { values: [['etag'], ['etag', 'date']], with: withCors },
    'cors.*.maxAgeSeconds': { values: [3600, 7200], with: withCors },
    accessLogs: { values: [({ logs }) => ({ bucketName: logs }), ({ otherLogs }) => ({ bucketName: otherLogs })] },
    'accessLogs.bucketName': { values: [({ logs }) => logs, ({ otherLogs }) => otherLogs], with: { accessLogs: {} } },
    'accessLogs.prefix': { values: ['uploads/', 'files/'], with: ({ logs }) => ({ accessLogs: { bucketName: logs } }) },
    eventBridgeNotifications: { values: [true, false] },
    forceDestroy: { values: [true, false] },
  },
});
