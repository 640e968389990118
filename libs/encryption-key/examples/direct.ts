import type { EnvStack } from '@restartix/core';
import { EncryptionKey } from '../src';

export default function example(stack: EnvStack): void {
  new EncryptionKey(stack, 'sessions-key', {
    name: 'sessions',
    description: 'Encrypts ECS Exec sessions',
    use: 'direct',
  });
}
