import { checkBounds, checkConfig, checkValues, isKnown } from '@restartix/core';
import type { EncryptionKeyConfig } from './encryption-key.config';
import { ENCRYPTION_KEY_CONFIG } from './generated-inputs';

/** @throws ConfigError for periods that KMS refuses. */
export function checkEncryptionKey(id: string, config: EncryptionKeyConfig): void {
  checkValues('encryption-key', id, config, { inputs: ENCRYPTION_KEY_CONFIG, text: ['description'] });
  const { name, deletionWindowInDays, rotationPeriodInDays } = config;
  checkConfig('encryption-key', id, (problem) => {
    checkBounds(
      problem,
      {
        property: 'deletionWindowInDays',
        value: deletionWindowInDays,
        min: 7,
        max: 30,
        unit: 'days',
        by: 'AWS KMS',
        fix: 'Use 30: what the key encrypted is lost with it.',
      },
      {
        property: 'rotationPeriodInDays',
        value: rotationPeriodInDays,
        min: 90,
        max: 2560,
        unit: 'days',
        by: 'AWS KMS',
        fix: 'Use 365, the usual year.',
      },
    );
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
