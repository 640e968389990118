import type { EnvStack } from '@restartix/core';
import { AppSecrets } from '../src';

export default function example(stack: EnvStack): void {
  new AppSecrets(stack, 'app-secrets', {
    secrets: {
      clerk: { description: 'Clerk keys, set by hand', keys: { CLERK_SECRET_KEY: 'Secret key of the instance' } },
    },
  });
}
