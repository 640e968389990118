import type { EnvStack } from '@restartix/core';
import { StorageS3 } from '../src';

/** An audit trail: cold storage with time, and nobody deletes any of it for seven years. */
export default function example(stack: EnvStack): void {
  new StorageS3(stack, 'audit-archive-bucket', {
    bucketName: 'restartix-audit-archive-staging',
    lifecycleStrategy: 'audit-archive',
    enableObjectLock: true,
  });
}
