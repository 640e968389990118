import { checkConfig, checkKeyPeriods, checkValues, isKnown } from '@restartix/core';
import type { EncryptionKeyConfig } from './encryption-key.config';
import { ENCRYPTION_KEY_CONFIG } from './generated-inputs';

/** @throws ConfigError for periods that KMS refuses. */
export function checkEncryptionKey(id: string, config: EncryptionKeyConfig): void {
  checkValues('encryption-key', id, config, { inputs: ENCRYPTION_KEY_CONFIG, text: ['description'] });
  const { name } = config;
  checkConfig('encryption-key', id, (problem) => {
    checkKeyPeriods(config, problem);
    if (name !== undefined && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      problem({
        property: 'name',
        value: name,
        allowed: 'lowercase letters, digits and single hyphens',
        fix: 'Use a name such as documents, or leave it out for the platform’s own key.',
      });
    }
    for (const property of ['administrators', 'users'] as const) {
      for (const [key, arn] of Object.entries(config[property] ?? {})) {
        if (!isKnown(arn) || /^arn:[a-z-]+:(iam|sts)::\d{12}:(role|user|assumed-role|root)/.test(arn)) continue;
        problem({
          property: `${property}.${key}`,
          value: arn,
          allowed: 'the ARN of a role or user',
          fix: 'Write arn:aws:iam::123456789012:role/name.',
        });
      }
    }
  });
}
