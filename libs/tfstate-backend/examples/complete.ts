import type { EnvStack } from '@restartix/core';
import { TfstateBackend } from '../src';

export default function example(stack: EnvStack): void {
  new TfstateBackend(stack, 'tfstate-backend', {
    bucketName: 'acme-terraform-state',
    lockTableName: 'acme-terraform-lock',
    removal: 'removable',
    noncurrentVersionDays: 180,
    noncurrentVersionsKept: 50,
  });
}
