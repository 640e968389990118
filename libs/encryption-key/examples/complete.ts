import type { EnvStack } from '@restartix/core';
import { EncryptionKey } from '../src';

export default function example(stack: EnvStack): void {
  new EncryptionKey(stack, 'documents-key', {
    name: 'documents',
    description: 'Encrypts documents',
    deletionWindowInDays: 14,
    rotationPeriodInDays: 180,
    administrators: { operations: 'arn:aws:iam::123456789012:role/operations' },
    users: { exports: 'arn:aws:iam::123456789012:role/exports' },
  });
}
