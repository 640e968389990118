import type { EnvStack } from '@restartix/core';
import { AppSecrets } from '../src';

export default function example(stack: EnvStack): void {
  new AppSecrets(stack, 'app-secrets', {
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    recoveryWindowInDays: 7,
    secrets: {
      database: { description: 'Connection strings', values: { DATABASE_URL: 'postgres://example' }, valuesVersion: 2 },
      encryption: {
        description: 'Keys',
        generate: { ENCRYPTION_KEY: { length: 64 }, BACKUP_ENCRYPTION_KEY: { length: 64 } },
      },
      mixed: { description: 'Given and generated', values: { USER: 'app' }, generate: { TOKEN: { length: 32 } } },
      external: { description: 'Third-party API keys, set by hand' },
    },
  });
}
