import type { EnvStack } from '@restartix/core';
import { StorageS3 } from '../src';

/** Files of users: kept as they are, old versions for a quarter. */
export default function example(stack: EnvStack): void {
  new StorageS3(stack, 'uploads-bucket', { bucketName: 'restartix-uploads-staging', lifecycleStrategy: 'none' });
}
