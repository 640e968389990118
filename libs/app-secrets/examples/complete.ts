import type { EnvStack } from '@restartix/core';
import { AppSecrets } from '../src';

/** One of each kind; the generated key is in the middle of a rotation: version 2 can be read, 1 still encrypts. */
export default function example(stack: EnvStack): void {
  new AppSecrets(stack, 'app-secrets', {
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    recoveryWindowInDays: 7,
    secrets: {
      database: { description: 'Connection string', values: { DATABASE_URL: 'postgres://example' }, valuesVersion: 2 },
      encryption: {
        description: 'Key for columns',
        generate: { key: 'ENCRYPTION_KEY', length: 32, versions: [1, 2], current: 1 },
      },
      clerk: {
        description: 'Clerk keys, set out of band',
        keys: {
          CLERK_SECRET_KEY: 'Secret key of the instance: dashboard.clerk.com, API keys ("sk_live_…")',
          CLERK_PUBLISHABLE_KEY: 'Publishable key of the instance ("pk_live_…")',
        },
      },
    },
  });
}
