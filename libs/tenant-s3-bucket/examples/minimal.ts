import type { EnvStack } from '@restartix/core';
import { TenantS3Bucket } from '../src';

/** A bucket under the environment's key. */
export default function example(stack: EnvStack): void {
  new TenantS3Bucket(stack, 'physio-berlin-files', {
    tenant: 'physio-berlin',
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
  });
}
